"""Every rule of the segment language, from the seeds through a refresh to the members."""

from pathlib import Path

import pytest

from tests.harness import Shop
from tests.segment_language.cases import AS_OF, CHAPTERS, SCORE_RULES, TIMEZONE, Case, Chapter, calendar, merged

Members = dict[str, set[str]]


def _open(folder: Path, chapters: tuple[Chapter, ...], timezone: str) -> Shop:
    shop = Shop.open(folder, shop_timezone=timezone, reporting_currency="RUB").without_data_tests()
    shop.write_tables(merged(chapters))
    cases = [case for chapter in chapters for case in chapter.cases]
    filters = [row for case in cases for row in case.filter_rows]
    shop.write_seeds([case.segment_row for case in cases], filters, SCORE_RULES)
    return shop


def _chapters(config: pytest.Config) -> tuple[Chapter, ...]:
    return tuple(chapter for chapter in CHAPTERS if chapter.name not in config.getoption("--without"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "chapter" in metafunc.fixturenames:
        cases = [(chapter, case) for chapter in _chapters(metafunc.config) for case in chapter.cases]
        names = [f"{chapter.name}-{case.code}" for chapter, case in cases]
        metafunc.parametrize(("chapter", "case"), cases, ids=names)


@pytest.fixture(scope="module")
def members(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Members:
    shop = _open(tmp_path_factory.mktemp("rules") / "shop", _chapters(request.config), TIMEZONE)
    shop.refresh(AS_OF)
    return shop.members()


@pytest.fixture(scope="module")
def members_by_instant(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Members]:
    shop = _open(tmp_path_factory.mktemp("calendar") / "shop", (calendar.CALENDAR,), calendar.TIMEZONE)
    found = {}
    for as_of in calendar.INSTANTS:
        shop.refresh(as_of)
        found[as_of] = shop.members()
    return found


def test_case(members: Members, chapter: Chapter, case: Case) -> None:
    assert members[case.code] & chapter.customers == case.members_at(AS_OF)


@pytest.mark.long
@pytest.mark.parametrize("as_of", calendar.INSTANTS)
@pytest.mark.parametrize("case", calendar.CALENDAR.cases, ids=lambda case: case.code)
def test_calendar_case(members_by_instant: dict[str, Members], case: Case, as_of: str) -> None:
    assert members_by_instant[as_of][case.code] == case.members_at(as_of)
