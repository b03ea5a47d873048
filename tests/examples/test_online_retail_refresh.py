"""The whole job on the real file: one refresh of the example, against a reading of the CSV in plain Python."""

import os
import subprocess
import sys
from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import duckdb
import pytest

from tests.catalogue.browser import Visitor, browsing, serving
from tests.examples.conftest import SHOP

TODAY = date(2011, 12, 10)
MEMBER_STATES = {
    "Austria",
    "Belgium",
    "Cyprus",
    "Czech Republic",
    "Denmark",
    "EIRE",
    "European Community",
    "Finland",
    "France",
    "Germany",
    "Greece",
    "Italy",
    "Lithuania",
    "Malta",
    "Netherlands",
    "Poland",
    "Portugal",
    "Spain",
    "Sweden",
}


def segments(*arguments, **environment):
    run = subprocess.run(
        [sys.executable, "-m", "orchestration.cli", "--project", str(SHOP), *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=600,
        check=False,
    )
    assert run.returncode == 0, f"segments {' '.join(arguments)}: {run.returncode}\n{run.stdout}\n{run.stderr}"


@pytest.fixture(scope="module")
def home(shop_data, tmp_path_factory):
    home = tmp_path_factory.mktemp("warehouse")
    segments("refresh", "--as-of", f"{TODAY}T00:00:00", SEGMENTS_HOME=str(home), SHOP_DATA=str(shop_data))
    return home


@pytest.fixture(scope="module")
def query(home):
    with duckdb.connect(str(home / "published.duckdb"), read_only=True) as connection:
        yield lambda sql: connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def members(query):
    members = {code: set() for (code,) in query("select segment_code from segments")}
    for code, customer in query("select segment_code, customer_id from segment_memberships"):
        members[code].add(customer)
    return members


@pytest.fixture(scope="module")
def spent(sales):
    spent = defaultdict(Decimal)
    for line in sales:
        spent[line.customer] += line.amount
    return spent


@pytest.fixture(scope="module")
def order_days(sales):
    """Per customer, the day of each order."""
    days = defaultdict(dict)
    for line in sales:
        days[line.customer].setdefault(line.invoice, date.fromisoformat(line.day))
    return {customer: list(orders.values()) for customer, orders in days.items()}


@pytest.fixture(scope="module")
def countries(file_lines):
    """The country of each customer's latest line, in the file's order."""
    return {line.customer: line.country for line in file_lines}


def test_the_published_figures(query):
    assert query(
        """
        select count(*) filter (paid_orders_count > 0), sum(paid_orders_count), sum(paid_sum), sum(net_paid_sum)
        from customer_aggregates
        """
    ) == [(4338, 18532, Decimal("8911407.904"), Decimal("8447168.134"))]


def test_revenue_per_country(query):
    revenue = dict(query("select country, sum(paid_sum) from customer_aggregates group by country"))
    published = {
        "United Kingdom": Decimal("7308391.554"),
        "Netherlands": Decimal("285446.34"),
        "EIRE": Decimal("265545.90"),
        "Germany": Decimal("228867.14"),
        "France": Decimal("209024.05"),
    }
    assert published.items() <= revenue.items()


def test_sales_by_store_and_month_are_what_the_file_says(query, sales):
    revenue, buyers = defaultdict(Decimal), defaultdict(set)
    for line in sales:
        revenue[line.country, line.day[:7]] += line.amount
        buyers[line.country, line.day[:7]].add(line.customer)
    rows = query("select store, strftime(month, '%Y-%m'), sum(revenue), sum(customers) from shop_sales group by all")
    assert {(store, month): (amount, customers) for store, month, amount, customers in rows} == {
        place: (amount, len(buyers[place])) for place, amount in revenue.items()
    }


def test_the_largest_countries_and_the_largest_month(query):
    stores = "select store, sum(revenue) as revenue from shop_sales group by store order by revenue desc limit 5"
    assert query(stores) == [
        ("United Kingdom", Decimal("7308391.554")),
        ("Netherlands", Decimal("285446.34")),
        ("EIRE", Decimal("265545.90")),
        ("Germany", Decimal("228867.14")),
        ("France", Decimal("209024.05")),
    ]
    months = "select month, sum(revenue) as revenue from shop_sales group by month order by revenue desc limit 1"
    assert query(months) == [(date(2011, 11, 1), Decimal("1161817.38"))]


def test_customers_of_the_largest_countries(query, sales):
    direct = defaultdict(set)
    for line in sales:
        direct[line.country].add(line.customer)
    buyers = dict(query("select store, count(distinct customer_id) from customer_sales group by store"))
    assert buyers == {country: len(customers) for country, customers in direct.items()}


def test_top_products_and_cohorts_are_what_the_file_says(query, members, sales, order_days):
    spent = defaultdict(Decimal)
    for line in sales:
        if line.customer in members["spent_2000_uk"]:
            spent[line.article] += line.amount
    direct = sorted(spent.items(), key=lambda one: (-one[1], one[0]))[:20]
    top = "select product_id, revenue from segment_top_products where segment_code = 'spent_2000_uk' order by rank"
    assert query(top) == direct

    first = {customer: min(days).replace(day=1) for customer, days in order_days.items()}
    bought = {(customer, day.replace(day=1)) for customer, days in order_days.items() for day in days}
    retained = defaultdict(int)
    for customer, month in bought:
        since = (month.year - first[customer].year) * 12 + month.month - first[customer].month
        retained[first[customer], since] += 1
    assert {row[:2]: row[2] for row in query("select cohort_month, months_since, customers from customer_cohorts")} == (
        dict(retained)
    )


def test_every_customer_has_what_the_file_says(query, spent, order_days):
    rows = query("select customer_id, paid_sum, paid_orders_count, last_order_date from customer_aggregates")
    bought = {row[0]: row[1:] for row in rows if row[2]}
    assert bought == {customer: (spent[customer], len(days), max(days)) for customer, days in order_days.items()}


def test_no_row_is_rejected(query):
    assert query("select * from rejected_rows") == []


def test_spent_2000_uk_is_what_a_direct_query_gives(members, spent, countries):
    direct = {
        customer for customer, amount in spent.items() if amount >= 2000 and countries[customer] == "United Kingdom"
    }
    assert members["spent_2000_uk"] == direct
    assert len(direct) == 770


def test_order_segments_are_what_a_direct_query_gives(members, order_days, countries):
    assert members["one_time_buyers"] == {customer for customer, days in order_days.items() if len(days) == 1}
    quarter = TODAY - timedelta(days=90)
    assert members["lapsed_90_days"] == {customer for customer, days in order_days.items() if max(days) < quarter}
    assert members["regulars"] == {
        customer for customer, days in order_days.items() if sum(day >= quarter for day in days) >= 3
    }
    assert members["european_union"] == {customer for customer in order_days if countries[customer] in MEMBER_STATES}


def test_a_segment_of_segments(members):
    lapsed = members["spent_2000_uk"] & members["lapsed_90_days"]
    assert members["win_back"] == lapsed - members["returners"]


def test_every_segment_tells_some_customers_from_others(members, query):
    [(customers,)] = query("select count(*) from customer_aggregates")
    assert {code for code, inside in members.items() if not 0 < len(inside) < customers} == set()


def test_the_catalogue_shows_the_published_figures(home, query, tmp_path, monkeypatch):
    paying = query(
        "select country, count(*), sum(paid_sum) as revenue from customer_aggregates where paid_orders_count > 0 "
        "group by country order by revenue desc limit 5"
    )
    assert paying[0] == ("United Kingdom", 3920, Decimal("7308391.554"))
    for name, value in (("PROJECT", str(SHOP)), ("HOME", str(home)), ("LOCALE", "en_GB")):
        monkeypatch.setenv(f"SEGMENTS_{name}", value)
    with serving(SHOP, tmp_path / "log") as address, browsing() as browser:
        visitor = Visitor(browser.new_context(locale="en-GB").new_page(), address)
        visitor.open("shop", "Shop")
        countries = visitor.table("Customers and revenue by country")[:5]
        months = visitor.table("Revenue by month")
    # Pounds have two digits; what the published file has exactly is compared above.
    assert [(row[0], row[1], row[3]) for row in countries] == [
        (country, f"{customers:,}", f"£{revenue.quantize(Decimal('0.01'), ROUND_HALF_UP):,}")
        for country, customers, revenue in paying
    ]
    assert countries[0][3] == "£7,308,391.55"
    largest = max(months, key=lambda row: Decimal(row[2].strip("£").replace(",", "")))
    assert (largest[0], largest[2]) == ("Nov 2011", "£1,161,817.38")
    assert (visitor.complaints, visitor.outside) == ([], [])
