"""The demo shop: the same arguments give the same rows, every table is filled, and nothing dangles that should not."""

import pytest

from orchestration.demo_shop import make_demo_shop
from tests.orchestration.conftest import LATER, NOW
from tests.orchestration.demo_shop_tables import SOURCES, contents, latest, number, orphans, repeated_keys, tables


def test_the_same_arguments_give_the_same_files(made, tmp_path):
    make_demo_shop(tmp_path, now=NOW)
    assert contents(tmp_path) == contents(made)


@pytest.mark.parametrize("changed", [{"customers": 2_001}, {"seed": 2}, {"now": LATER}])
def test_other_arguments_give_other_rows(made, tmp_path, changed):
    make_demo_shop(tmp_path, **{"now": NOW, **changed})
    same = {name for name, content in contents(tmp_path).items() if content == contents(made)[name]}
    assert not same & {"customers.parquet", "orders.parquet", "order_items.parquet", "interactions.parquet"}


def test_every_table_is_filled_with_the_columns_of_the_input_contract(made):
    connection = tables(made)
    for name, columns in SOURCES.items():
        found = connection.table(name)
        assert found.columns == list(columns), name
        assert [str(kind).lower() for kind in found.types] == [kind.lower() for kind in columns.values()], name
        assert number(connection, f"select count(*) from {name}") > 0, name
        empty = [column for column in columns if number(connection, f"select count({column}) from {name}") == 0]
        assert empty == [], name


def test_counts_are_those_of_the_files(made, tmp_path):
    shop = make_demo_shop(tmp_path, customers=300, now=NOW, seed=3)
    connection = tables(tmp_path)
    assert dict(shop.rows) == {name: number(connection, f"select count(*) from {name}") for name in SOURCES}
    assert shop.rows["customers"] == 300


def test_without_faults_every_reference_and_key_holds(clean):
    connection = tables(clean)
    assert not any(orphans(connection).values())
    assert not any(repeated_keys(connection).values())


def test_faults_are_few_and_of_several_kinds(made, clean):
    with_faults, without = tables(made), tables(clean)
    rows = {name: number(with_faults, f"select count(*) from {name}") for name in SOURCES}
    added = {name: count - number(without, f"select count(*) from {name}") for name, count in rows.items()}
    assert {name: count for name, count in added.items() if count} == {
        "orders": 2,
        "order_items": 3,
        "customer_fields": 1,
        "reviews": 1,
        "interactions": 2,
    }
    assert sum(added.values()) <= sum(rows.values()) / 1000
    assert {place for place, count in orphans(with_faults).items() if count} == {
        "orders.customer_id",
        "order_items.order_id",
        "order_items.product_id",
        "interactions.customer_id",
    }
    # an interaction without a key counts as one too
    assert {table for table, count in repeated_keys(with_faults).items() if count} == {
        "order_items",
        "reviews",
        "interactions",
    }


def test_no_row_is_later_than_now(made, advanced):
    assert latest(tables(made)) <= NOW.replace(tzinfo=None)
    assert latest(tables(advanced[0])) <= LATER.replace(tzinfo=None)
    assert number(tables(made), "select max(valid_from) from exchange_rates") <= NOW.date()


def test_what_happens_to_an_order_comes_in_its_order(clean, advanced):
    for folder in (clean, advanced[0]):
        connection = tables(folder)
        assert (
            number(
                connection,
                "select count(*) from orders inner join customers using (customer_id) where ordered_at < registered_at "
                "or paid_at < ordered_at or cancelled_at < ordered_at or orders.updated_at < ordered_at",
            )
            == 0
        )
        assert (
            number(connection, "select count(*) from refunds join orders using (order_id) where paid_at is null") == 0
        )
        assert number(connection, "select min(amount) from refunds") > 0


def test_ids_grow_with_time(clean):
    connection = tables(clean)
    assert (
        number(
            connection,
            "select count(*) from (select ordered_at < lag(ordered_at) over (order by order_id) as is_earlier "
            "from orders) where is_earlier",
        )
        == 0
    )


def test_csv_holds_the_same_rows(tmp_path):
    for file_format in ("csv", "parquet"):
        make_demo_shop(tmp_path / file_format, customers=300, now=NOW, file_format=file_format)
    assert {file.suffix for file in (tmp_path / "csv").iterdir()} == {".csv", ".json"}
    connection = tables(tmp_path / "csv")
    for name in SOURCES:
        connection.read_parquet(str(tmp_path / "parquet" / f"{name}.parquet")).create_view(f"parquet_{name}")
        columns = "* replace (nullif(city, '') as city)" if name == "customers" else "*"
        differing = f"(select {columns} from parquet_{name} except all select {columns} from {name})"
        assert number(connection, f"select count(*) from {differing}") == 0, name


def test_making_a_shop_in_another_format_leaves_no_file_of_the_first(tmp_path):
    make_demo_shop(tmp_path, customers=20, now=NOW)
    make_demo_shop(tmp_path, customers=20, now=NOW, file_format="csv")
    assert not list(tmp_path.glob("*.parquet"))
