"""Why customers enter and leave: each cause, and which one wins where several fit."""

import pytest

from orchestration.project import find_project
from orchestration.rendering import render
from tests.harness import Shop, Tables, condition, segment

# Vladivostok is ten hours ahead of UTC: the shop's 10 March begins between the first and the second refresh.
FIRST, SECOND, THIRD, FOURTH = (
    "2026-03-09T10:00:00",
    "2026-03-09T14:30:00",
    "2026-03-10T14:30:00",
    "2026-03-10T18:30:00",
)
IN_BETWEEN = "2026-03-09 12:00:00"


AT_THE_SECOND = {
    # A row of the customer changed.
    ("romans", "ann", "entered", "data"),
    ("berliners", "ann", "exited", "data"),
    # Midnight passed; for cid a row changed as well, and data comes before time.
    ("birthday_today", "bob", "entered", "time"),
    ("birthday_today", "cid", "entered", "data"),
    # The definition changed; for eve a row changed as well, and definition comes before data.
    ("locals", "dee", "entered", "definition"),
    ("locals", "eve", "entered", "definition"),
    # So it does where the definition of what a segment reads changed: another segment, the score.
    ("strangers", "dee", "exited", "definition"),
    ("strangers", "eve", "exited", "definition"),
    ("scored", "bob", "exited", "definition"),
    ("scored", "dee", "entered", "definition"),
    ("scored", "eve", "entered", "definition"),
    # A rate that comes or goes changes what orders are worth.
    ("buyers", "gil", "entered", "data"),
    ("buyers", "hal", "exited", "data"),
}


def tables(as_of: str) -> Tables:
    """Give the shop: ann, cid and eve move between the first refresh and the second, and say so.

    Then, too, the rate of gil's order comes, and that of hal's goes.
    """
    shop = Tables()
    later = as_of > FIRST
    moved = {"updated_at": IN_BETWEEN} if later else {}
    shop.customer("ann", city="Rome" if later else "Berlin", **moved)
    shop.customer("bob", city="Perm", birth_date="1990-03-10")
    shop.customer("cid", city="Omsk" if later else "Tver", birth_date="1991-03-10", **moved)
    shop.customer("dee", city="Warsaw")
    shop.customer("eve", city="Warsaw" if later else "Lviv", **moved)
    shop.customer("gil")
    shop.order("of_gil", "gil", "2026-03-01 12:00:00", currency="EUR")
    shop.customer("hal")
    shop.order("of_hal", "hal", "2026-03-01 12:00:00", currency="USD")
    shop.add("exchange_rates", currency="EUR" if later else "USD", valid_from="2026-01-01", rate="90")
    return shop


def write_seeds(shop: Shop, as_of: str) -> None:
    """Write the seeds: a definition and a score rule are edited before the second refresh."""
    later = as_of > FIRST
    conditions = {
        "romans": condition("city", "equals", "Rome"),
        "berliners": condition("city", "equals", "Berlin"),
        "birthday_today": condition("birth_date", "anniversary_between", "today..today"),
        "locals": condition("city", "in", "Kazan|Warsaw" if later else "Kazan"),
        "strangers": condition("segment", "not_in", "locals"),
        "scored": condition("score", "at_least", "10"),
        "buyers": condition("paid_orders_count", "at_least", "1"),
    }
    rule = condition("city", "equals", "Warsaw" if later else "Perm")
    shop.write_seeds(
        [segment(code) for code in conditions],
        [{**row, "segment_code": code} for code, row in conditions.items()],
        [{**rule, "score_code": "home", "points": "10"}],
    )


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    shop = Shop.open(tmp_path_factory.mktemp("causes") / "shop", shop_timezone="Asia/Vladivostok").without_data_tests()
    for as_of in (FIRST, SECOND):
        shop.write_tables(tables(as_of))
        write_seeds(shop, as_of)
        shop.refresh(as_of)
    return shop


@pytest.fixture(scope="module")
def shop_computed_anew(shop: Shop) -> Shop:
    """Give the shop after the second refresh was made once more, of everything."""
    shop.command("refresh", "--full", "--as-of", SECOND)
    return shop


@pytest.fixture(scope="module")
def shop_a_day_later(shop_computed_anew: Shop) -> Shop:
    shop_computed_anew.refresh(THIRD)
    return shop_computed_anew


def changes(shop: Shop, as_of: str) -> set[tuple[object, ...]]:
    """Give what happened at a refresh: segment, customer, entered or left, why."""
    instant = as_of.replace("T", " ")
    return set(
        shop.query(
            "select segment_code, customer_id, event, cause from segment_membership_events "
            f"where occurred_at = '{instant}'"
        )
    )


def test_all_who_are_there_at_the_first_refresh_came_with_it(shop: Shop) -> None:
    assert {change[2:] for change in changes(shop, FIRST)} == {("entered", "first_refresh")}


def test_each_change_has_the_first_cause_that_fits(shop: Shop) -> None:
    assert changes(shop, SECOND) == AT_THE_SECOND


@pytest.mark.long
def test_the_same_refresh_once_more_finds_the_same_causes(shop_computed_anew: Shop) -> None:
    assert changes(shop_computed_anew, SECOND) == AT_THE_SECOND


def test_the_clock_alone_is_time(shop_a_day_later: Shop) -> None:
    assert changes(shop_a_day_later, THIRD) == {
        ("birthday_today", "bob", "exited", "time"),
        ("birthday_today", "cid", "exited", "time"),
    }


@pytest.mark.parametrize(
    ("instant", "members"),
    [
        ("2026-03-09 14:29:59", set()),
        ("2026-03-09 14:30:00", {"bob", "cid"}),
        ("2026-03-10 14:29:59", {"bob", "cid"}),
        ("2026-03-10 14:30:00", set()),
    ],
)
def test_a_model_may_ask_for_the_members_of_a_past_instant(
    shop_a_day_later: Shop, instant: str, members: set[str]
) -> None:
    relation = f"{{{{ customer_segments.memberships_at(\"timestamp '{instant}'\") }}}}"
    query = render(find_project(shop_a_day_later.root), f"select * from {relation}", {})
    found = shop_a_day_later.built(
        f"select customer_id, entered_at from ({query}) where segment_code = 'birthday_today'"
    )
    assert found == [] or {str(entered_at) for _, entered_at in found} == {"2026-03-09 14:30:00"}
    assert {customer_id for customer_id, _ in found} == members


def test_who_is_erased_leaves_by_that(shop_a_day_later: Shop) -> None:
    shop_a_day_later.command("erase", "dee", "--yes")
    shop_a_day_later.refresh(FOURTH)
    left = changes(shop_a_day_later, FOURTH)
    assert {(code, event, cause) for code, _, event, cause in left} == {
        ("locals", "exited", "erased"),
        ("scored", "exited", "erased"),
    }
    assert "dee" not in {customer for _, customer, _, _ in left}
