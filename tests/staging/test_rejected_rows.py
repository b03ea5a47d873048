"""Bad input: what is rejected, what is ignored, where it is reported, and when it stops a refresh."""

import json
from pathlib import Path

import duckdb
import pytest

from tests.harness import Shop, Tables, condition, segment

AS_OF = "2026-05-01T12:00:00"


def bad_tables() -> Tables:
    """Give a shop with one fault of every kind."""
    tables = Tables()
    tables.customer("ann", birth_date="30.02.1990", is_vip="maybe", city="  ")
    tables.customer("ann", updated_at="2026-04-01 00:00:00", birth_date="1990-02-28")
    tables.customer("bob", registered_at="soon")
    tables.add("customers", customer_id=None, city="Nowhere")
    tables.category("food", "Food", "no_such_category")
    tables.category("day", "Day", "night")
    tables.category("night", "Night", "day")
    tables.product("tea", "Tea", "food")
    tables.product("lost", "Lost", "no_such_category")
    tables.order("good", "ann", "2026-01-01 10:00:00", {"product_id": "tea", "unit_price": "100", "quantity": "two"})
    tables.order("stranger", "nobody", "2026-01-01 10:00:00", {"product_id": "tea", "unit_price": "5"})
    tables.order("undated", "bob", "yesterday", {"product_id": "tea", "unit_price": "5"}, paid_at=None)
    tables.order("timeless", "bob", "", {"product_id": "tea", "unit_price": "5"})
    tables.order("shells", "bob", "2026-01-01 10:00:00", {"product_id": "tea", "unit_price": "5"}, currency="shells")
    tables.order("strange", "bob", "2026-01-01 10:00:00", {"product_id": "unicorn", "unit_price": "7"}, paid_at="later")
    tables.refund("back", "good", "1", "2026-13-01")
    tables.refund("forth", "undated", "1", "2026-01-02")
    return tables


EXPECTED = [
    ("categories", "day", "parent_id", "night", "value ignored: the category is above itself"),
    ("categories", "food", "parent_id", "no_such_category", "value ignored: unknown category"),
    ("categories", "night", "parent_id", "day", "value ignored: the category is above itself"),
    ("customers", "ann", "birth_date", "30.02.1990", "value ignored: not a date"),
    ("customers", "ann", "customer_id", "ann", "row rejected: a later row has the same key"),
    ("customers", "ann", "is_vip", "maybe", "value ignored: not a boolean"),
    ("customers", "bob", "registered_at", "soon", "value ignored: not a timestamp"),
    ("customers", None, "customer_id", None, "row rejected: no customer_id"),
    ("order_items", "good-1", "quantity", "two", "value ignored: not a number"),
    ("order_items", "shells-1", "order_id", "shells", "row rejected: unknown order"),
    ("order_items", "strange-1", "product_id", "unicorn", "value ignored: unknown product"),
    ("order_items", "stranger-1", "order_id", "stranger", "row rejected: unknown order"),
    ("order_items", "timeless-1", "order_id", "timeless", "row rejected: unknown order"),
    ("order_items", "undated-1", "order_id", "undated", "row rejected: unknown order"),
    ("orders", "shells", "currency", "shells", "row rejected: no exchange rate on its day"),
    ("orders", "strange", "paid_at", "later", "value ignored: not a timestamp"),
    ("orders", "stranger", "customer_id", "nobody", "row rejected: unknown customer"),
    ("orders", "timeless", "ordered_at", None, "row rejected: no ordered_at"),
    ("orders", "undated", "ordered_at", "yesterday", "row rejected: not a timestamp"),
    ("products", "lost", "category_id", "no_such_category", "value ignored: unknown category"),
    ("refunds", "back", "refunded_at", "2026-13-01", "row rejected: not a timestamp"),
    ("refunds", "forth", "order_id", "undated", "row rejected: unknown order"),
]


def open_shop(folder: Path, **variables: object) -> Shop:
    shop = Shop.open(folder, **variables)
    shop.write_tables(bad_tables())
    conditions = [
        condition("categories_bought", "any_of", "Food|Fodo"),
        condition("paid_sum", "at_least", "0", scope="brand=Acme"),
    ]
    shop.write_seeds([segment("eaters")], [{**row, "segment_code": "eaters"} for row in conditions])
    return shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    shop = open_shop(tmp_path_factory.mktemp("bad_input") / "shop")
    shop.refresh(AS_OF)
    return shop


def test_every_fault_is_reported_once(shop: Shop) -> None:
    found = shop.query("select table_name, row_key, column_name, value, reason from rejected_rows")
    assert sorted(found, key=str) == sorted(EXPECTED, key=str)


def test_the_refresh_counts_rejected_rows_not_ignored_values(shop: Shop) -> None:
    rejected = sum(reason.startswith("row rejected") for *_, reason in EXPECTED)
    rows = sum(len(rows) for rows in bad_tables().values())
    assert shop.query("select rows_read, rejected from segment_refreshes") == [(rows, rejected)]


def test_an_ignored_value_is_missing_and_its_row_stays(shop: Shop) -> None:
    ann, bob = sorted(shop.rows("customer_aggregates"), key=lambda row: str(row["customer_id"]))
    assert (ann["birth_date"].isoformat(), ann["is_vip"], ann["city"]) == ("1990-02-28", None, None)
    assert (ann["orders_count"], ann["orders_sum"], ann["categories_bought"]) == (1, 0, ["Food"])
    assert (bob["registered_date"], bob["orders_count"], bob["orders_sum"], bob["paid_sum"]) == (None, 1, 7, 0)


def test_every_column_that_is_built_is_described(shop: Shop) -> None:
    manifest = json.loads((shop.root / "target" / "manifest.json").read_text(encoding="utf-8"))
    nodes = [node for node in manifest["nodes"].values() if node["resource_type"] in ("model", "seed", "snapshot")]
    described = {(node["schema"], node["alias"]): set(node["columns"]) for node in nodes}
    built: dict[tuple[object, object], set[object]] = {}
    for schema, relation, column in shop.built(
        "select schema_name, table_name, column_name from duckdb_columns() "
        "where database_name = 'build' and schema_name like 'main%'"
    ):
        built.setdefault((schema, relation), set()).add(column)
    assert len(built) > 70
    assert built == {relation: columns for relation, columns in described.items() if relation in built}


def test_a_name_the_shop_does_not_have_is_a_warning(shop: Shop) -> None:
    assert shop.command("validate").splitlines() == [
        'seeds/segment_filters.csv:2 value: warning: the shop has no category "Fodo", so it matches nothing;'
        ' did you mean "Food"?',
        'seeds/segment_filters.csv:3 scope: warning: the shop has no brand "Acme", so it matches nothing',
    ]


@pytest.mark.long
def test_too_large_a_share_of_rejected_rows_stops_the_refresh(tmp_path: Path) -> None:
    shop = open_shop(tmp_path / "shop", max_rejected_share=0.3)
    refused = shop.run("refresh", "--as-of", AS_OF)
    assert refused.returncode == 3
    assert "rejected_share_is_within_limit" in refused.stderr
    assert not (shop.root / "warehouse" / "published.duckdb").exists()
    with duckdb.connect(str(shop.root / "warehouse" / "build.duckdb"), read_only=True) as build:
        assert build.execute("select count(*) from main_staging.rejected_rows").fetchone() == (len(EXPECTED),)
