"""A negative operator is the complement of its positive one, and none(A or B) is not A and not B, for every type."""

from dataclasses import dataclass

import pytest

from tests.harness import Shop, condition, segment
from tests.segment_language.cases import AS_OF, CHAPTERS, TIMEZONE, merged

pytestmark = pytest.mark.long


@dataclass(frozen=True)
class Pair:
    """Two conditions on one field, each with the operator that denies it.

    Args:
        field: field of some type.
        first: operator and its negation, and a value.
        second: the same for another condition.
    """

    field: str
    first: tuple[str, str, str]
    second: tuple[str, str, str]


PAIRS = {
    "number": Pair("paid_sum", ("equals", "not_equals", "0"), ("between", "not_between", "1..50")),
    "number_missing": Pair("age", ("between", "not_between", "0.."), ("in", "not_in", "30|40")),
    "date": Pair("birth_date", ("between", "not_between", "1990-01-01.."), ("between", "not_between", "..1950-01-01")),
    "date_set": Pair("last_order_date", ("is_set", "is_not_set", ""), ("between", "not_between", "today..today")),
    "text": Pair("city", ("equals", "not_equals", "Москва"), ("contains", "not_contains", "er|о")),
    "text_list": Pair("city", ("in", "not_in", "Москва|Berlin"), ("is_set", "is_not_set", "")),
    "list": Pair("categories_bought", ("any_of", "none_of", "Tea leaves"), ("any_of", "none_of", "Coffee beans")),
    "text_lists": Pair("order_channels", ("any_of", "none_of", "site"), ("is_set", "is_not_set", "")),
    "boolean": Pair("is_vip", ("is_set", "is_not_set", ""), ("is_set", "is_not_set", "")),
    "segment": Pair("segment", ("in", "not_in", "text_first"), ("in", "not_in", "date_set_first|number_first")),
    "custom": Pair("custom.f_breed", ("equals", "not_equals", "Такса"), ("is_set", "is_not_set", "")),
}


@pytest.fixture(scope="module")
def members(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    rows = {}
    for name, pair in PAIRS.items():
        one, no_one, value = pair.first
        other, no_other, other_value = pair.second
        rows |= {
            f"{name}_first": [condition(pair.field, one, value)],
            f"{name}_not_first": [condition(pair.field, no_one, value)],
            f"{name}_either": [
                condition(pair.field, one, value, group="any"),
                condition(pair.field, other, other_value, group="any"),
            ],
            f"{name}_none": [
                condition(pair.field, one, value, group="none"),
                condition(pair.field, other, other_value, group="none"),
            ],
            f"{name}_neither": [condition(pair.field, no_one, value), condition(pair.field, no_other, other_value)],
        }
    shop = Shop.open(tmp_path_factory.mktemp("negation") / "shop", shop_timezone=TIMEZONE).without_data_tests()
    shop.write_tables(merged(CHAPTERS))
    shop.write_seeds(
        [segment(code) for code in rows],
        [{**row, "segment_code": code} for code, conditions in rows.items() for row in conditions],
    )
    shop.refresh(AS_OF)
    everybody = {str(customer) for (customer,) in shop.query("select customer_id from customer_aggregates")}
    return {**shop.members(), "everybody": everybody}


@pytest.mark.parametrize("name", PAIRS)
def test_a_negative_operator_is_the_exact_complement(members: dict[str, set[str]], name: str) -> None:
    assert members[f"{name}_not_first"] == members["everybody"] - members[f"{name}_first"]
    assert members[f"{name}_first"]
    assert members[f"{name}_not_first"]


@pytest.mark.parametrize("name", PAIRS)
def test_none_of_two_is_neither_of_them(members: dict[str, set[str]], name: str) -> None:
    assert members[f"{name}_none"] == members[f"{name}_neither"]
    assert members[f"{name}_none"] == members["everybody"] - members[f"{name}_either"]
