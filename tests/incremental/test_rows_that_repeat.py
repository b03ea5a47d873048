"""Keys that come twice only after the first refresh, in tables that belong to customers and in those that do not."""

import duckdb
import pytest

from tests.harness import Shop, Tables, condition, segment

pytestmark = pytest.mark.long

FIRST, SECOND = "2026-03-09T10:00:00", "2026-03-09T14:00:00"
REPEATED = "row rejected: a later row has the same key"


def tables(*, later: bool) -> Tables:
    """Give the shop; the second time a type, a product, an order and a row without a key are there twice.

    Rows of accounts have no date and are there word for word: one more of vk, one less of telegram.
    """
    shop = Tables()
    new = {"updated_at": "2026-03-09 12:00:00"}
    shop.customer("ann")
    shop.add("orders", order_id="o1", customer_id="ann", ordered_at="2026-03-01 10:00:00")
    shop.add("products", product_id="p1", name="Tea")
    shop.add("field_types", field="height", type="number")
    shop.add("customer_fields", customer_id="ann", field="height", value="170")
    shop.add("orders", customer_id="ann", ordered_at="2026-03-01 10:00:00")
    for network in ("vk", "telegram", "vk" if later else "telegram"):
        shop.add("social_accounts", customer_id="ann", network=network)
    if later:
        shop.add("orders", order_id="o1", customer_id="ann", ordered_at="2026-03-02 10:00:00", **new)
        shop.add("orders", customer_id="ann", ordered_at="2026-03-02 10:00:00", **new)
        shop.add("products", product_id="p1", name="Green tea", **new)
        shop.add("field_types", field="height", type="text")
    return shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    shop = Shop.open(tmp_path_factory.mktemp("repeated") / "shop").without_data_tests()
    shop.write_tables(tables(later=False))
    tall = segment("tall"), condition("custom.height", "at_least", "160")
    shop.write_seeds([tall[0]], [{**tall[1], "segment_code": "tall"}])
    shop.refresh(FIRST)
    shop.write_tables(tables(later=True))
    shop.refresh(SECOND)
    return shop


def test_it_was_an_incremental_refresh(shop: Shop) -> None:
    assert shop.query("select is_full from segment_refreshes order by refresh_id") == [(True,), (False,)]


def test_one_row_of_each_key_stays(shop: Shop) -> None:
    rejected = shop.query("select table_name, row_key, value, reason from rejected_rows order by all")
    assert rejected == [
        ("field_types", "height", "height", REPEATED),
        ("orders", "o1", "o1", REPEATED),
        ("orders", None, None, "row rejected: no order_id"),
        ("orders", None, None, "row rejected: no order_id"),
        ("products", "p1", "p1", REPEATED),
        ("social_accounts", "ann|vk", "vk", REPEATED),
    ]
    assert shop.query("select orders_count, last_order_date::varchar from customer_aggregates") == [(1, "2026-03-02")]


def test_a_full_refresh_says_the_same(shop: Shop) -> None:
    before = shop.query("select * from rejected_rows order by all"), shop.query("from customer_aggregates")
    shop.command("refresh", "--full", "--as-of", SECOND)
    assert (shop.query("select * from rejected_rows order by all"), shop.query("from customer_aggregates")) == before


def test_a_view_that_no_longer_reads_does_not_stand_in_the_way(shop: Shop) -> None:
    """A kill between a table and its view leaves one of columns that are gone, when a model was changed."""

    with duckdb.connect(str(shop.root / "warehouse" / "build.duckdb")) as build:
        build.execute("alter table main_staging.judged_orders rename column order_number to another_name")
    shop.command("refresh", "--full", "--as-of", SECOND)
    assert shop.query("select orders_count from customer_aggregates") == [(1,)]
