"""Rows of tables in which nothing, or nothing so far, says when a row changed: they are deleted, and come late, too."""

import pytest

from tests.harness import Shop, Tables, condition, segment

pytestmark = pytest.mark.long

FIRST, BETWEEN, SECOND = "2026-03-09T10:00:00", "2026-03-09 12:00:00", "2026-03-09T14:00:00"
# A second less late than `late_arrival_hours` allows, counted from the first refresh.
LATE = "2026-03-06 10:00:01"


def tables(*, later: bool) -> Tables:
    """Give the shop; a rate and a line of a cart are marked beforehand as deleted from an instant in between on."""
    shop = Tables()
    shop.customer("ann")
    shop.customer("bob")
    shop.order("o1", "ann", "2026-03-01 12:00:00", currency="USD")
    shop.add("order_items", order_item_id="i1", order_id="o1", quantity="1", unit_price="10")
    shop.add("exchange_rates", currency="USD", valid_from="2026-01-01", rate="90")
    shop.add("exchange_rates", currency="USD", valid_from="2026-02-15", rate="100", deleted_at=BETWEEN)
    shop.add("carts", cart_id="c1", customer_id="ann", updated_at="2026-03-05 12:00:00")
    shop.add("cart_items", cart_id="c1", quantity="1", unit_price="7")
    shop.add("cart_items", cart_id="c1", quantity="1", unit_price="5", deleted_at=BETWEEN)
    shop.add("social_accounts", customer_id="ann", network="vk")
    if later:
        shop.add("social_accounts", customer_id="ann", network="telegram", updated_at=LATE)
        shop.add("social_accounts", customer_id="bob", network="vk", updated_at="2026-03-09 13:59:00")
    return shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    shop = Shop.open(tmp_path_factory.mktemp("undated") / "shop").without_data_tests()
    shop.write_tables(tables(later=False))
    shop.write_seeds([segment("all")], [{**condition("orders_count", "at_least", "0"), "segment_code": "all"}])
    shop.refresh(FIRST)
    return shop


def test_what_was_marked_and_what_came_late_is_seen(shop: Shop) -> None:
    asked = (
        "select paid_sum::double, abandoned_carts_sum::double, social_networks from customer_aggregates "
        "where customer_id = 'ann'"
    )
    assert shop.query(asked) == [(1000.0, 12.0, ["vk"])]

    shop.write_tables(tables(later=True))
    shop.refresh(SECOND)

    assert shop.query("select is_full from segment_refreshes order by refresh_id") == [(True,), (False,)]
    assert shop.query(asked) == [(900.0, 7.0, ["telegram", "vk"])]
