"""On the same day, under the same definitions, only customers who were measured again are compared with the history."""

from datetime import datetime

import pytest

from tests.harness import Shop, Tables, condition, segment
from tests.incremental.sequence_shop import SequenceShop

FIRST, SECOND, THIRD = (f"2026-03-09T{hour}:00:00" for hour in ("06", "10", "14"))
NEXT_DAY = "2026-03-10T10:00:00"
BUYERS = range(8)
SEGMENTS = {
    "buyers": condition("paid_sum", "at_least", "1"),
    "spenders": condition("monetary_score", "at_least", "4"),
    "regulars": condition("score", "at_least", "10"),
    "romans": condition("city", "equals", "Rome"),
    "not_romans": condition("segment", "not_in", "romans"),
    "founders": condition("city", "is_set"),
    "ordered_today": condition("last_order_date", "on_or_after", "today"),
}
KINDS = {"founders": {"kind": "static"}}


def tables(*, later: bool) -> Tables:
    """Give the shop; later somebody buys, moves, comes, goes, and gets points."""
    shop = Tables()
    new = {"updated_at": "2026-03-09 08:00:00"}
    for place in BUYERS:
        shop.customer(f"buyer-{place}", city="Rome" if place % 2 else "Berlin")
        line = {"product_id": "tea", "unit_price": str(100 * (place + 1))}
        shop.order(f"order-{place}", f"buyer-{place}", "2026-03-01 10:00:00", line)
    shop.product("tea", "Tea")
    shop.customer("quiet", city="Rome")
    shop.customer("mover", city="Berlin" if later else "Rome", **(new if later else {}))
    shop.customer("goes", city="Rome", deleted_at="2026-03-09 08:00:00" if later else None)
    shop.customer("gets-points", city="Rome")
    if later:
        shop.customer("comes", city="Rome", registered_at="2026-03-09 08:00:00", **new)
        line = {"product_id": "tea", "unit_price": "5000", **new}
        shop.order("order-late", "buyer-0", "2026-03-09 08:00:00", line, **new)
        given = {"adjustment_id": "a1", "points": "10", "adjusted_at": "2026-03-09 08:00:00"}
        shop.add("score_adjustments", customer_id="gets-points", **given)
    return shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The shop, refreshed twice on one day; the tests go on from each other's, in their order."""
    shop = Shop.open(tmp_path_factory.mktemp("compared") / "shop", shop_timezone="UTC").without_data_tests()
    shop.write_tables(tables(later=False))
    shop.write_seeds(
        [segment(code, **KINDS.get(code, {})) for code in SEGMENTS],
        [{**row, "segment_code": code} for code, row in SEGMENTS.items()],
    )
    shop.refresh(FIRST)
    shop.write_tables(tables(later=True))
    shop.refresh(SECOND)
    return shop


def compared(shop: Shop) -> set[object]:
    return {customer for (customer,) in shop.built("select customer_id from remeasured_customers")}


def differs_from_rebuilt(shop: Shop, as_of: str) -> list[str]:
    """Give what differs when everything is computed anew at the same instant."""
    return SequenceShop(shop).compare_with_full(datetime.fromisoformat(as_of))


def test_who_was_measured_again_is_compared_and_nobody_else(shop: Shop) -> None:
    assert {"mover", "goes", "comes", "gets-points", "buyer-0"} <= compared(shop)
    assert "quiet" not in compared(shop)


def test_everybody_is_where_he_belongs(shop: Shop) -> None:
    members = shop.members()
    assert members["romans"] == {*(f"buyer-{place}" for place in BUYERS if place % 2), "quiet", "gets-points", "comes"}
    assert members["not_romans"] == {*(f"buyer-{place}" for place in BUYERS if not place % 2), "mover"}
    assert members["regulars"] == {"gets-points"}
    assert members["ordered_today"] == {"buyer-0"}
    assert "comes" not in members["founders"]
    assert {"goes", "quiet"} <= members["founders"]


def test_who_was_overtaken_by_another_has_moved_with_time(shop: Shop) -> None:
    left = shop.query(
        "select customer_id, exited_cause from segment_membership_history "
        f"where segment_code = 'spenders' and exited_at = timestamp '{SECOND}'"
    )
    assert left
    assert {cause for _, cause in left} == {"time"}
    assert "buyer-0" in shop.members()["spenders"]


def test_a_full_rebuild_says_the_same(shop: Shop) -> None:
    assert differs_from_rebuilt(shop, SECOND) == []


@pytest.mark.long
def test_who_was_erased_leaves(shop: Shop) -> None:
    shop.command("erase", "quiet", "--yes")
    shop.refresh(THIRD)
    assert compared(shop) == set()  # everybody was compared
    ended = f"from segment_membership_history where exited_at = timestamp '{THIRD}'"
    assert shop.query(f"select distinct exited_cause {ended}") == [("erased",)]
    assert all("quiet" not in members for members in shop.members().values())


@pytest.mark.long
def test_on_another_day_everybody_is_compared(shop: Shop) -> None:
    shop.refresh(NEXT_DAY)
    assert compared(shop) == set()
    assert shop.members()["ordered_today"] == set()
    assert differs_from_rebuilt(shop, NEXT_DAY) == []


@pytest.mark.long
def test_under_another_definition_everybody_is_compared(shop: Shop) -> None:
    rows = {**SEGMENTS, "romans": condition("city", "equals", "Berlin")}
    shop.write_seeds(
        [segment(code, **KINDS.get(code, {})) for code in rows],
        [{**row, "segment_code": code} for code, row in rows.items()],
    )
    shop.refresh("2026-03-10T14:00:00")
    assert compared(shop) == set()
    assert "mover" in shop.members()["romans"]
    assert "buyer-1" not in shop.members()["romans"]
