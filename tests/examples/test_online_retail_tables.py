"""The shop tables made of the real file, against the published figures and a reading of the CSV in plain Python."""

from collections import Counter, defaultdict
from decimal import Decimal

import duckdb
import pytest


@pytest.fixture
def query(shop_data):
    with duckdb.connect() as connection:
        for file in shop_data.glob("*.parquet"):
            connection.execute(f"create view {file.stem} as from '{file}'")
        yield lambda sql: connection.execute(sql).fetchall()


def test_the_published_figures(query):
    assert query(
        """
        select count(distinct customer_id), count(distinct order_id), count(*), sum(quantity * unit_price)
        from order_items inner join orders using (order_id)
        """
    ) == [(4338, 18532, 397884, Decimal("8911407.904"))]
    assert query("select count(*) from orders where paid_at is null or cancelled_at is not null") == [(0,)]
    assert query("select count(*) from customers") == [(4372,)]


def test_revenue_per_country_and_month_is_the_files(query, sales):
    by_country, by_month = defaultdict(Decimal), defaultdict(Decimal)
    for line in sales:
        by_country[line.country] += line.amount
        by_month[line.day[:7]] += line.amount
    revenue = (
        "select {} as part, sum(quantity * unit_price) from order_items inner join orders using (order_id) group by 1"
    )
    assert dict(query(revenue.format("store"))) == by_country
    london = "strftime(timezone('Europe/London', timezone('UTC', ordered_at)), '%Y-%m')"
    assert dict(query(revenue.format(london))) == by_month
    assert by_month["2011-11"] == Decimal("1161817.380")
    assert by_country["United Kingdom"] == Decimal("7308391.554")
    assert by_country["EIRE"] == Decimal("265545.90")


def test_every_line_of_the_file_is_accounted_for_once(query, file_lines):
    assert query("select sum(lines), count(*) filter (bucket = 'unexplained' and lines > 0) from reconciliation") == [
        (541909, 0)
    ]
    accounted = Counter(query("select invoice_no, upper(stock_code), quantity, unit_price from reconciled_lines"))
    assert accounted == Counter((line.invoice, line.article, line.quantity, line.price) for line in file_lines)


def test_the_buckets_hold_what_their_names_say(query, file_lines):
    lines = {
        bucket: (count, amount) for bucket, count, amount in query("select bucket, lines, amount from reconciliation")
    }
    without_customer = [line for line in file_lines if not line.customer]
    cancelled = [line for line in file_lines if line.invoice.startswith("C")]
    assert lines["order line"][0] == 397884
    assert sum(lines[bucket][0] for bucket in ("returned", "returned in part", "credit without a purchase")) == sum(
        bool(line.customer) for line in cancelled
    )
    assert sum(
        count
        for bucket, (count, _) in lines.items()
        if bucket.startswith("no customer") or bucket in ("stock adjustment", "bad debt")
    ) == len(without_customer)
    assert lines["free of charge"] == (40, 0)
    assert sum(amount for _, amount in lines.values()) == sum(line.amount for line in file_lines)


def test_the_accounts_and_the_shop_tables_hold_the_same_money(query):
    [(accounted,)] = query("select sum(shop_amount) from reconciliation")
    [(sold,)] = query("select sum(quantity * unit_price) from order_items")
    [(refunded,)] = query("select sum(amount) from refunds")
    assert accounted == sold - refunded == Decimal("8447168.134")


def test_no_order_gets_more_back_than_was_paid(query):
    assert query(
        """
        with paid as (select order_id, sum(quantity * unit_price) as amount from order_items group by order_id),
        refunded as (select order_id, sum(amount) as amount, min(refunded_at) as since from refunds group by order_id)
        select count(*) filter (refunded.amount > paid.amount or since < ordered_at), count(*)
        from refunded inner join orders using (order_id) inner join paid using (order_id)
        """
    ) == [(0, 3141)]


def test_a_status_tells_how_much_came_back(query):
    rows = query(
        """
        with paid as (select order_id, sum(quantity * unit_price) as amount from order_items group by order_id),
        refunded as (select order_id, sum(amount) as amount from refunds group by order_id)
        select distinct status, if(refunded.amount is null, 'nothing', if(refunded.amount = paid.amount, 'all', 'some'))
        from orders inner join paid using (order_id) left join refunded using (order_id) order by all
        """
    )
    assert rows == [("invoiced", "nothing"), ("returned", "all"), ("returned in part", "some")]


def test_keys_are_unique_and_every_reference_is_known(query):
    for table, key in {
        "customers": "customer_id",
        "orders": "order_id",
        "order_items": "order_item_id",
        "refunds": "refund_id",
        "products": "product_id",
        "categories": "category_id",
    }.items():
        assert query(f"select count(*) - count(distinct {key}) from {table}") == [(0,)], table
    for child, parent, key in [
        ("orders", "customers", "customer_id"),
        ("order_items", "orders", "order_id"),
        ("order_items", "products", "product_id"),
        ("refunds", "orders", "order_id"),
        ("products", "categories", "category_id"),
    ]:
        assert query(f"select count(*) from {child} anti join {parent} using ({key})") == [(0,)], (child, parent)


def test_categories_cover_the_catalogue(query):
    [(other, goods)] = query(
        """
        select
            sum(quantity * unit_price) filter (category_id = 'other'),
            sum(quantity * unit_price) filter (category_id <> 'service')
        from order_items inner join products using (product_id)
        """
    )
    assert other < goods * Decimal("0.03")
    assert query("select list(product_id order by product_id) from products where category_id = 'service'") == [
        (["23444", "BANK CHARGES", "C2", "DOT", "M", "POST"],)
    ]
