"""Views that are published are asked for the customers who changed alone, and say of them what they say among all."""

import json
from collections.abc import Iterator

import duckdb
import pytest

from orchestration.refresh.publication_changes import Changes
from orchestration.refresh.publication_views import DATABASE, narrow_views
from tests.harness import Shop, Tables, condition, segment

VIEWS = {
    "customer_aggregates": "customer_id",
    "segment_axes": "customer_id",
    "segment_export": '"CustomerId"',
    "delivery_consent": "customer_id",
}
CHANGED = ("'buyer-3'", "'o''brien'", "'nobody'")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    tables = Tables()
    tables.product("tea", "Tea")
    tables.add("field_types", field="shoe size", type="number")
    for customer in (*(f"buyer-{place}" for place in range(6)), "o'brien", "quiet"):
        tables.customer(customer, email=f"{customer}@example.com", email_consent="true", phone="+7 999 123-45-67")
        tables.add("customer_fields", customer_id=customer, field="shoe size", value=str(30 + len(customer)))
        if customer != "quiet":
            line = {"product_id": "tea", "unit_price": "100"}
            tables.order(f"of {customer}", customer, "2026-03-01 10:00:00", line)
    shop = Shop.open(tmp_path_factory.mktemp("narrow") / "shop", shop_timezone="UTC").without_data_tests()
    shop.write_tables(tables)
    shop.write_seeds(
        [segment("buyers"), segment("reachable")],
        [
            {**condition("paid_sum", "at_least", "1"), "segment_code": "buyers"},
            {**condition("email_consent", "is_true"), "segment_code": "reachable"},
        ],
    )
    shop.refresh("2026-03-09T06:00:00")
    return shop


@pytest.fixture(scope="module")
def connection(shop: Shop) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(shop.root / "warehouse" / "build.duckdb")) as connection:
        connection.execute("attach ':memory:' as noted")
        connection.execute(f"create table noted.changed as select unnest([{', '.join(CHANGED)}]) as customer_id")
        manifest = json.loads((shop.root / "target" / "manifest.json").read_bytes())
        changes = Changes("noted.changed", "noted.moved", frozenset(), len(CHANGED))
        assert narrow_views(connection, changes, manifest).narrow == set(VIEWS)
        yield connection


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_says_of_them_what_it_says_among_all(connection: duckdb.DuckDBPyConnection, view: str) -> None:
    narrow = connection.execute(f"select * from {DATABASE}.main.{view}").fetchall()
    among_all = connection.execute(
        f"select * from main.{view} where {VIEWS[view]} in ({', '.join(CHANGED)})"
    ).fetchall()
    assert sorted(map(str, narrow)) == sorted(map(str, among_all))
    assert {customer for customer in CHANGED if customer.strip("'").replace("''", "'") in str(narrow)} == {
        "'buyer-3'",
        "'o''brien'",
    }


def test_nobody_else_is_there(connection: duckdb.DuckDBPyConnection) -> None:
    tables = connection.execute(
        "select schema_name, table_name from duckdb_columns() where database_name = ? and column_name = 'customer_id'",
        [DATABASE],
    ).fetchall()
    assert ("main", "unscored_aggregates") in tables
    for schema, table in tables:
        found = connection.execute(f"select distinct customer_id from {DATABASE}.{schema}.{table}").fetchall()
        assert {customer for (customer,) in found} <= {"buyer-3", "o'brien"}, table
