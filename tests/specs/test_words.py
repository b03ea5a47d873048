"""Definitions in words: one sentence, the same for the same rows, that says every value."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration import specs
from orchestration.specs.words_fields import WORDINGS
from orchestration.specs.words_values import said_day, said_number
from tests.specs.random_conditions import random_conditions
from tests.specs.seed_texts import FILTERS, SCORE_HEADER, SEGMENTS
from tests.specs.test_reading import read
from tests.specs.test_trees import segment

CLAUSES = Path(__file__).with_name("clauses.txt").read_text(encoding="utf-8")
CASES = [line.split(" = ", 1) for line in CLAUSES.splitlines()]


@pytest.mark.parametrize(("row", "words"), CASES)
def test_a_condition_is_a_clause(row: str, words: str) -> None:
    assert specs.condition_words(segment(f",{row}").conditions[0]) == words


def test_every_field_has_words() -> None:
    named = {field.name for field in specs.CATALOGUE.fields.values() if field.type not in {"custom", "segment"}}

    assert WORDINGS.keys() == named
    assert {row.split(",")[0] for row, _ in CASES} <= {*named, "segment"} | {
        row.split(",")[0] for row, _ in CASES if row.startswith("custom.")
    }


VIP = "is_vip,,is_true,"
RICH = "paid_sum,,at_least,100"
LOCAL = "city,,equals,Москва"
BLOCKED = "is_blocked,,is_true,"
vip, rich, local, blocked = (
    "who are marked as VIP",
    "who paid at least 100 in all",
    'whose city is "Москва"',
    "who are blocked by the shop",
)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([f",{VIP}"], f"Customers {vip}."),
        ([f",{VIP}", f"all,{RICH}"], f"Customers {vip} and {rich}."),
        ([f",{RICH}", f",{VIP}"], f"Customers {rich} and {vip}."),
        ([f",{VIP}", f",{RICH}", f",{LOCAL}"], f"Customers {vip}, {rich} and {local}."),
        ([f",{VIP}", f"all,{VIP}"], f"Customers {vip}."),
        ([f"any,{VIP}", f"any,{RICH}"], f"Customers {vip} or {rich}."),
        ([f"any-1,{VIP}", f"any-2,{RICH}"], f"Customers {vip} and {rich}."),
        ([f",{LOCAL}", f"any,{VIP}", f"any,{RICH}"], f"Customers {local} and ({vip} or {rich})."),
        ([f"any,{VIP}", f"any/all,{RICH}", f"any/all,{LOCAL}"], f"Customers {vip} or ({rich} and {local})."),
        ([f"any,{VIP}", f"any/any,{RICH}", f"any/any,{LOCAL}"], f"Customers {vip}, {rich} or {local}."),
        ([f"none,{BLOCKED}"], f"All customers except those {blocked}."),
        ([f"none,{BLOCKED}", f"none,{LOCAL}"], f"All customers except those {blocked} or {local}."),
        ([f"none-1,{BLOCKED}", f",{VIP}", f"none-2,{LOCAL}"], f"Customers {vip}, except those {blocked} or {local}."),
        (
            [f"any,{VIP}", f"any,{RICH}", f"none,{BLOCKED}"],
            f"Customers {vip} or {rich}, except those {blocked}.",
        ),
        (
            [f",{VIP}", f"none/all,{BLOCKED}", f"none/all,{LOCAL}"],
            f"Customers {vip}, except those {blocked} and {local}.",
        ),
        (
            [f"none,{VIP}", f"none/all,{BLOCKED}", f"none/all,{LOCAL}"],
            f"All customers except those {vip} or ({blocked} and {local}).",
        ),
        ([f"any,{VIP}", f"any/none,{LOCAL}"], f"Customers {vip} or who are not among those {local}."),
        (
            [f"any,{VIP}", f"any/none,{LOCAL}", f"any/none,{RICH}"],
            f"Customers {vip} or who are not among those ({local} or {rich}).",
        ),
        ([f"none/none,{VIP}"], f"All customers except those who are not among those {vip}."),
        (
            [f"any/all/any,{VIP}", f"any/all/any,{RICH}", f"any/all,{LOCAL}", f"any,{BLOCKED}"],
            f"Customers (({vip} or {rich}) and {local}) or {blocked}.",
        ),
    ],
)
def test_groups_are_joined_so_that_nobody_guesses(rows: list[str], sentence: str) -> None:
    assert specs.in_words(segment(*rows)) == sentence


def test_what_cannot_be_seen_is_shown() -> None:
    words = specs.condition_words(read('tea,,city,,in,"a\u202eb|{{ x }}|it\'s\u00a0|“q”",'))

    assert words == 'whose city is "a\\u202eb", "{{ x }}", "it\'s" or "“q”"'


def test_scores_have_words_too() -> None:
    rules = f"{SCORE_HEADER}rich,,paid_sum,,at_least,100,5,\n"
    read_specs = specs.specs_from(SEGMENTS.encode(), FILTERS.encode(), rules.encode())

    assert specs.in_words(read_specs.scores[0]) == "Customers who paid at least 100 in all."


@given(condition=random_conditions())
def test_every_legal_condition_says_its_values(condition: specs.Condition) -> None:
    words = specs.condition_words(condition)

    assert words.startswith(("who ", "whose "))
    ends = [end for end in (condition.low, condition.high) if end is not None]
    for value in (*condition.values, *ends):
        assert any(said in words for said in sayings(value, condition)), words
    for names in condition.scope.literal().values():
        for name in names if isinstance(names, list) else []:
            assert f'"{name}"' in words
    assert words == specs.condition_words(condition.model_copy())


def sayings(value: str, condition: specs.Condition) -> list[str]:
    """Give the ways a value may be said."""
    kinds = condition.types or (condition.type,)
    if "date" in kinds and "text" not in kinds:
        return [said_day(value)]
    if "number" in kinds and "text" not in kinds:
        return [said_number(value)]
    return [value]


@given(conditions=st.lists(random_conditions(), min_size=1, max_size=5))
def test_every_legal_definition_is_one_sentence(conditions: list[specs.Condition]) -> None:
    defined = specs.Segment(
        line=2,
        code="tea",
        name="Tea",
        kind="dynamic",
        is_active=True,
        is_in_analytics=True,
        conditions=tuple(conditions),
    )

    sentence = specs.in_words(defined)
    assert sentence.startswith(("Customers who", "Customers (who", "Customers ((", "All customers except those "))
    assert sentence.endswith(".")
    assert sentence.count("(") == sentence.count(")")
    assert specs.in_words(defined.model_copy(update={"name": "Another", "kind": "static"})) == sentence
