"""The reference evaluator against members worked out by hand."""

from datetime import datetime

import pytest

from tests.reference import Answer, Seeds, Settings, evaluate
from tests.segment_language.cases import AS_OF, CHAPTERS, SCORE_RULES, TIMEZONE, Case, Chapter, calendar, merged


def _answer(chapters: tuple[Chapter, ...], as_of: str, timezone: str, before: Answer | None = None) -> Answer:
    cases = [case for chapter in chapters for case in chapter.cases]
    previous = before.members if before else {}
    return evaluate(
        merged(chapters),
        Seeds([case.segment_row for case in cases], [row for case in cases for row in case.filter_rows], SCORE_RULES),
        Settings(datetime.fromisoformat(as_of), timezone),
        {case.code: previous[case.code] for case in cases if case.code in previous},
    )


@pytest.fixture(scope="session")
def answer() -> Answer:
    return _answer(CHAPTERS, AS_OF, TIMEZONE)


@pytest.fixture(scope="session")
def answers() -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    before = None
    for as_of in calendar.INSTANTS:
        before = found[as_of] = _answer((calendar.CALENDAR,), as_of, calendar.TIMEZONE, before)
    return found


@pytest.mark.parametrize(
    ("chapter", "case"),
    [pytest.param(chapter, case, id=f"{chapter.name}-{case.code}") for chapter in CHAPTERS for case in chapter.cases],
)
def test_case(answer: Answer, chapter: Chapter, case: Case) -> None:
    assert answer.members[case.code] & chapter.customers == case.members_at(AS_OF)


@pytest.mark.parametrize("as_of", calendar.INSTANTS)
@pytest.mark.parametrize("case", calendar.CALENDAR.cases, ids=lambda case: case.code)
def test_calendar_case(answers: dict[str, Answer], case: Case, as_of: str) -> None:
    assert answers[as_of].members[case.code] == case.members_at(as_of)


def test_aggregates_show_text_as_given_and_lists_spelled_once(answer: Answer) -> None:
    assert answer.aggregates["t_moscow_low"]["city"] == " москва\u00a0"
    assert answer.aggregates["t_blank"]["city"] is None
    assert answer.aggregates["u_1"]["social_networks"] == ("VK", "telegram")
    assert answer.aggregates["k_buys_two"]["categories_bought"] == ("Green", "Sencha")
