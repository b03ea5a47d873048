"""Groups: all, any, none, nested; segments that read segments."""

from tests.harness import Tables, condition
from tests.segment_language.cases.chapter import Case, Chapter

TABLES = Tables()
for _name, _is_vip, _is_blocked in (
    ("g_neither", "false", "false"),
    ("g_a", "true", "false"),
    ("g_b", "false", "true"),
    ("g_both", "true", "true"),
    ("g_unknown", None, ""),
):
    TABLES.customer(_name, is_vip=_is_vip, is_blocked=_is_blocked, city=f"City of {_name}")


def _a(group: str, operator: str = "is_true") -> dict[str, str]:
    return condition("is_vip", operator, group=group)


def _b(group: str, operator: str = "is_true") -> dict[str, str]:
    return condition("is_blocked", operator, group=group)


def _chain(place: int) -> Case:
    earlier = f"six_deep_{place - 1}" if place > 1 else "any_of_two"
    members = "g_neither g_unknown" if place % 2 else "g_a g_b g_both"
    return Case(f"six_deep_{place}", [condition("segment", "not_in", earlier)], members)


def _many(code: str, count: int) -> Case:
    rows = [condition("city", "equals", f"City {place}", group="any-1") for place in range(count - 1)]
    return Case(code, [*rows, condition("city", "equals", "city of g_b", group="any-1")], "g_b")


_DEEP = "/".join(["any-1", "all-1", "none-1"] * 4)

GROUPS = Chapter(
    "groups",
    TABLES,
    [
        Case("all_of_two", [_a("all"), _b("all")], "g_both"),
        Case("empty_group_is_all", [_a(""), _b("")], "g_both"),
        Case("any_of_two", [_a("any-1"), _b("any-1")], "g_a g_b g_both"),
        Case("none_of_two", [_a("none-1"), _b("none-1")], "g_neither g_unknown"),
        Case("none_of_one", [_a("none")], "g_neither g_b g_unknown"),
        Case("top_groups_are_joined_by_and", [_a("any-1"), _b("any-2")], "g_both"),
        Case("one_any_is_not_two", [_a("any"), _b("any")], "g_a g_b g_both"),
        Case("all_and_none", [_a("all"), _b("none-1")], "g_a"),
        Case(
            "group_within_a_group",
            [_a("any-1/all-1"), _b("any-1/all-1"), _a("any-1/none-2"), _b("any-1/none-2")],
            "g_both g_neither g_unknown",
        ),
        Case("sub_group_is_a_member", [_a("none-1"), _b("none-1/none-1")], "g_b"),
        Case(
            "rows_beside_a_sub_group",
            [_a("any-1"), _a("any-1/none-1"), _b("any-1/none-1")],
            "g_neither g_a g_both g_unknown",
        ),
        # Twelve levels, four of them `none`: the negations cancel out.
        Case("twelve_levels", [_a(_DEEP)], "g_a g_both"),
        Case("is_false_is_positive", [_a("all", "is_false")], "g_neither g_b"),
        Case("unset_boolean", [_a("all", "is_not_set")], "g_unknown"),
        Case("set_boolean", [_a("all", "is_set")], "g_neither g_a g_b g_both"),
        _many("eleven_conditions", 11),
        _many("a_hundred_conditions", 100),
        _many("a_thousand_conditions", 1000),
        *map(_chain, range(1, 7)),
        Case(
            "none_of_segments",
            [condition("segment", "in", code, group="none-1") for code in ("all_of_two", "none_of_two")],
            "g_a g_b",
        ),
        Case("member_of", [condition("segment", "in", "all_of_two|none_of_two")], "g_both g_neither g_unknown"),
        Case("not_member_of", [condition("segment", "not_in", "all_of_two|none_of_two")], "g_a g_b"),
        Case("member_of_a_member", [condition("segment", "in", "member_of"), _a("all")], "g_both"),
        Case("inactive_has_no_members", [_a("all")], segment={"is_active": "false"}),
        Case("reads_inactive", [condition("segment", "in", "inactive_has_no_members|all_of_two")], "g_both"),
        Case("static_is_formed", [_b("all")], "g_b g_both", segment={"kind": "static"}),
    ],
)
