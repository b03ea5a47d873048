"""The condition tree: what groups mean, one form for one meaning, and which measures it reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration import specs
from tests.specs.seed_texts import filter_rows, segment_rows

CHEAP = "paid_sum,,at_most,10"
RICH = "paid_sum,,at_least,100"
YOUNG = "age,,less_than,30"
LOCAL = "city,,equals,Москва"


def segment(*rows: str) -> specs.Segment:
    """Read rows `group,field,scope,operator,value` as one segment."""
    others = ("other,,age,,is_set,,", "more,,age,,is_set,,")
    filters = filter_rows(*(f"tea,{row}," for row in rows), *others)
    return specs.specs_from(segment_rows("tea", "other", "more").encode(), filters.encode()).by_code["tea"]


def leaf(field: str, operator: str, value: str, kind: str = "number", column: str = "") -> dict[str, object]:
    return {"field": field, "type": kind, "column": column or field, "operator": operator, "values": [value]}


cheap = leaf("paid_sum", "at_most", "10")
rich = leaf("paid_sum", "at_least", "100")
young = leaf("age", "less_than", "30")
local = leaf("city", "equals", "Москва", "text", "city_key")


@pytest.mark.parametrize(
    ("rows", "tree"),
    [
        ([f",{CHEAP}"], {"all": [cheap]}),
        ([f"all,{YOUNG}", f",{CHEAP}"], {"all": [young, cheap]}),
        ([f"any,{YOUNG}", f"any,{CHEAP}"], {"all": [{"any": [young, cheap]}]}),
        ([f"any-1,{CHEAP}"], {"all": [cheap]}),
        ([f"none-1,{CHEAP}"], {"all": [{"none": [cheap]}]}),
        ([f"any-1,{YOUNG}", f"any-2,{CHEAP}"], {"all": [young, cheap]}),
        ([f"all-1,{YOUNG}", f"all-2,{CHEAP}"], {"all": [young, cheap]}),
        (
            [f"any-1,{LOCAL}", f"any-1/all-1,{YOUNG}", f"any-1/all-1,{CHEAP}"],
            {"all": [{"any": [{"all": [young, cheap]}, local]}]},
        ),
        ([f"any-1/all-1,{YOUNG}", f"any-1/all-1,{CHEAP}"], {"all": [young, cheap]}),
        ([f"any-1/any-1,{YOUNG}", f"any-1,{CHEAP}"], {"all": [{"any": [young, cheap]}]}),
        ([f"none-1/any-1,{YOUNG}", f"none-1,{CHEAP}"], {"all": [{"none": [young, cheap]}]}),
        (
            [f"none-1/all-1,{YOUNG}", f"none-1/all-1,{CHEAP}"],
            {"all": [{"none": [{"all": [young, cheap]}]}]},
        ),
        ([f"none-1/none-1,{CHEAP}"], {"all": [{"none": [{"none": [cheap]}]}]}),
        ([f",{CHEAP}", f"all,{CHEAP}"], {"all": [cheap]}),
    ],
)  # fmt: skip
def test_groups_become_a_tree(rows: list[str], tree: dict[str, object]) -> None:
    assert specs.segment_tree(segment(*rows)) == tree


@pytest.mark.parametrize(
    ("row", "node"),
    [
        (
            "paid_sum,,between,50000..200000",
            {"field": "paid_sum", "type": "number", "column": "paid_sum", "operator": "between",
             "low": "50000", "high": "200000"},
        ),
        (
            "last_order_date,,between,-3m..",
            {"field": "last_order_date", "type": "date", "column": "last_order_date", "operator": "between",
             "low": "-3m"},
        ),
        (
            "age,,in,10|9|010",
            {"field": "age", "type": "number", "column": "age", "operator": "in", "values": ["9", "10"]},
        ),
        (
            "city,,matches,^Mos",
            {"field": "city", "type": "text", "column": "city", "operator": "matches", "values": ["^Mos"]},
        ),
        ("city,,is_not_set,", {"field": "city", "type": "text", "column": "city", "operator": "is_not_set"}),
        (
            "order_channels,,any_of,site",
            {"field": "order_channels", "type": "list", "column": "order_channels_keys", "operator": "any_of",
             "values": ["site"]},
        ),
        (
            "social_networks,,is_set,",
            {"field": "social_networks", "type": "list", "column": "social_networks_keys", "operator": "is_set"},
        ),
        ("is_vip,,is_true,", {"field": "is_vip", "type": "boolean", "column": "is_vip", "operator": "is_true"}),
        ("segment,,in,other", {"field": "segment", "type": "segment", "operator": "in", "values": ["other"]}),
        (
            "score,,at_least,10",
            {"field": "score", "type": "number", "column": "score", "operator": "at_least", "values": ["10"]},
        ),
        (
            "rfm_group,,in,loyal|champion",
            {"field": "rfm_group", "type": "text", "column": "rfm_group_key", "operator": "in",
             "values": ["champion", "loyal"]},
        ),
        (
            "custom.pet breed,,in,7|07",
            {"field": "custom.pet breed", "type": "custom", "column": "custom__cb489445", "operator": "in",
             "types": ["text", "number"], "values": ["07", "7"]},
        ),
    ],
)  # fmt: skip
def test_a_condition_becomes_a_leaf(row: str, node: dict[str, object]) -> None:
    assert specs.segment_tree(segment(f",{row}")) == {"all": [node]}


def test_what_was_bought_is_one_measure_per_value() -> None:
    bought = segment(",categories_bought,within=90d,all_of,Чай|Кофе")
    nothing = segment(",categories_bought,within=90d,is_not_set,")

    leaf_bought = specs.segment_tree(bought)["all"][0]  # type: ignore[index]
    leaf_nothing = specs.segment_tree(nothing)["all"][0]  # type: ignore[index]
    measures = [*specs.measure_plan([bought]), *specs.measure_plan([nothing])]

    assert sorted(leaf_bought["columns"]) == sorted(measure.column for measure in measures[:2])
    assert {measure.member for measure in measures[:2]} == {"Чай", "Кофе"}
    assert leaf_nothing["column"] == measures[2].column
    assert [(measure.form, list(measure.columns.values())) for measure in measures] == [
        ("member", ["boolean"]),
        ("member", ["boolean"]),
        ("any", ["boolean"]),
    ]


def test_measures_are_shared_and_told_apart_by_their_scope() -> None:
    first = segment(",paid_sum,category=Чай;within=90d,at_least,1", ",paid_sum,,at_least,1", ",city,,equals,a")
    second = segment(",paid_sum,within=90d;category=Чай,at_most,5", ",paid_sum,within=30d,at_least,1", ",city,,is_set,")

    plan = specs.measure_plan([first, second])

    scopes = {measure.column: measure.scope.literal() for measure in plan if measure.field == "paid_sum"}
    assert sorted(map(str, scopes.values())) == sorted(
        map(str, [{}, {"category": ["Чай"], "within": "90d"}, {"within": "30d"}])
    )
    assert [measure.column for measure in plan] == sorted(measure.column for measure in plan)
    assert {measure.column for measure in plan if measure.field == "city"} == {"city", "city_key"}
    assert all(column == "paid_sum" or column.startswith("paid_sum__") for column in scopes)


NESTED = (
    f",{CHEAP}",
    f"any-1,{RICH}",
    f"any-1/all-1,{YOUNG}",
    f"any-1/all-1,{LOCAL}",
    f"none-1,{LOCAL}",
    f"none-1,{RICH}",
)


@given(rows=st.permutations(NESTED), suffix=st.from_regex(r"[a-z0-9]{1,5}", fullmatch=True))
def test_rows_may_be_reordered_and_groups_renamed(rows: list[str], suffix: str) -> None:
    renamed = [row.replace("-1", f"-{suffix}") for row in rows]

    assert specs.segment_tree(segment(*renamed)) == specs.segment_tree(segment(*NESTED))
    assert specs.definition_hash(segment(*renamed)) == specs.definition_hash(segment(*NESTED))


def test_the_fingerprint_follows_the_meaning_alone() -> None:
    base = segment(f",{CHEAP}")

    def variant(segments: str, filters: str) -> str:
        return specs.definition_hash(specs.specs_from(segments.encode(), filters.encode()).by_code["tea"])

    plain = filter_rows("tea,,paid_sum,,at_most,10,", "other,,age,,is_set,,")
    reasoned = plain.replace("at_most,10,", "at_most,010.0,because")
    names = segment_rows("tea", "other").replace("Name of tea", "Another")
    static = segment_rows("tea", "other").replace("dynamic", "static", 1)

    assert variant(names, reasoned) == specs.definition_hash(base)
    assert variant(static, plain) != specs.definition_hash(base)
    assert specs.definition_hash(segment(",paid_sum,,at_most,11")) != specs.definition_hash(base)
    assert specs.definition_hash(segment(",paid_sum,within=1d,at_most,10")) != specs.definition_hash(base)
    assert len(specs.definition_hash(base)) == 16


def test_top_groups_come_in_the_order_of_the_seed() -> None:
    groups = specs.top_groups(
        segment(f"none-1,{RICH}", f",{CHEAP}", f"any-2,{YOUNG}", f"none-1/all,{LOCAL}", f"all,{YOUNG}")
    )

    assert [(group.label, len(group.conditions)) for group in groups] == [("none-1", 2), ("all", 2), ("any-2", 1)]
    assert groups[0].root == {"all": [{"none": [local, rich]}]}
    assert groups[1].root == {"all": [young, cheap]}
