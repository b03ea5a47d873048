"""Every figure of a small shop, worked out by hand, after a refresh that goes on from another one."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb

from tests.analytics.small_shop import FIRST, SECOND, SECOND_ID, Refreshed
from tests.harness.warehouses import differences

DECEMBER, JANUARY, FEBRUARY = date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)

Rows = list[tuple[object, ...]]


def read(published: Path, sql: str) -> Rows:
    with duckdb.connect(str(published), read_only=True) as connection:
        return [tuple(map(_plain, row)) for row in connection.execute(sql).fetchall()]


def _plain(value: object) -> object:
    """Compare decimals by their value and doubles by what a reader sees."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return round(value, 9) if isinstance(value, float) else value


def test_going_on_gives_what_a_full_refresh_does(refreshed: Refreshed) -> None:
    assert read(refreshed.incremental, "select is_full from segment_refreshes order by refresh_id") == [
        (True,),
        (False,),
    ]
    assert differences(refreshed.incremental, refreshed.full) == []


def test_sales_of_members_by_month(refreshed: Refreshed) -> None:
    assert read(refreshed.incremental, "from segment_sales order by segment_code, month") == [
        ("buyers", DECEMBER, 4, 1, 0, 1, 100, 100, 100, 0),
        ("buyers", JANUARY, 4, 2, 1, 2, 120, 100, 60, 0.5),
        ("buyers", FEBRUARY, 4, 3, 1, 3, 85, 85, 28.3333, round(1 / 3, 9)),
        ("locals", DECEMBER, 2, 1, 0, 1, 100, 100, 100, 0),
        ("locals", JANUARY, 2, 1, 1, 1, 80, 60, 80, 1),
        ("locals", FEBRUARY, 2, 1, 0, 1, 5, 5, 5, 0),
        ("spenders", DECEMBER, 2, 1, 0, 1, 100, 100, 100, 0),
        ("spenders", JANUARY, 2, 2, 1, 2, 120, 100, 60, 0.5),
        ("spenders", FEBRUARY, 2, 1, 1, 1, 60, 60, 60, 1),
    ]


def test_before_that_they_were_other_members_with_other_sales(refreshed: Refreshed) -> None:
    sales = (
        "select * exclude (average_check, repeat_rate) from segment_sales where segment_code != 'buyers' order by all"
    )
    assert read(refreshed.first, sales) == [
        ("asleep", DECEMBER, 3, 1, 0, 1, 100, 100),
        ("asleep", JANUARY, 3, 2, 1, 2, 120, 120),
        ("asleep", FEBRUARY, 3, 1, 0, 1, 20, 20),
        ("locals", DECEMBER, 2, 1, 0, 1, 100, 100),
        ("locals", JANUARY, 2, 1, 1, 1, 80, 80),
        ("locals", FEBRUARY, 2, 1, 0, 1, 20, 20),
        ("spenders", DECEMBER, 1, 1, 0, 1, 100, 100),
        ("spenders", JANUARY, 1, 1, 1, 1, 80, 80),
    ]


def test_top_products_rank_by_revenue_and_then_by_id(refreshed: Refreshed) -> None:
    assert read(refreshed.incremental, "from segment_top_products order by segment_code, rank") == [
        ("buyers", 1, "tea", "Tea", "House", "Drinks", 4, 5, 215),
        ("buyers", 2, "mug", "Mug", None, "Dishes", 2, 2, 70),
        ("buyers", 3, "bowl", "Bowl", None, "Dishes", 1, 1, 10),
        ("buyers", 4, "cup", "Cup", None, "Dishes", 1, 1, 10),
        ("locals", 1, "tea", "Tea", "House", "Drinks", 3, 4, 155),
        ("locals", 2, "mug", "Mug", None, "Dishes", 1, 1, 30),
        ("spenders", 1, "tea", "Tea", "House", "Drinks", 3, 4, 210),
        ("spenders", 2, "mug", "Mug", None, "Dishes", 2, 2, 70),
    ]


def test_an_order_counts_once_in_a_category(refreshed: Refreshed) -> None:
    assert read(refreshed.incremental, "from segment_top_categories order by segment_code, rank") == [
        ("buyers", 1, "drinks", "Drinks", 4, 5, 215),
        ("buyers", 2, "dishes", "Dishes", 3, 4, 90),
        ("locals", 1, "drinks", "Drinks", 3, 4, 155),
        ("locals", 2, "dishes", "Dishes", 1, 1, 30),
        ("spenders", 1, "drinks", "Drinks", 3, 4, 210),
        ("spenders", 2, "dishes", "Dishes", 2, 2, 70),
    ]


def test_channels_that_compare_equal_are_one(refreshed: Refreshed) -> None:
    assert read(refreshed.incremental, "from channel_sales order by segment_code, channel") == [
        ("buyers", "", 1, 1, 20, 20, round(20 / 305, 9)),
        ("buyers", "Site", 1, 2, 180, 90, round(180 / 305, 9)),
        ("buyers", "phone", 2, 3, 105, 35, round(105 / 305, 9)),
        ("locals", "Site", 1, 2, 180, 90, round(180 / 185, 9)),
        ("locals", "phone", 1, 1, 5, 5, round(5 / 185, 9)),
        ("spenders", "Site", 1, 2, 180, 90, round(180 / 280, 9)),
        ("spenders", "phone", 1, 2, 100, 50, round(100 / 280, 9)),
    ]


def test_overlaps_are_seen_from_both_sides(refreshed: Refreshed) -> None:
    assert read(refreshed.incremental, "from segment_overlaps order by all") == [
        ("buyers", "locals", 2, 0.5, 0.5),
        ("buyers", "spenders", 2, 0.5, 0.5),
        ("locals", "buyers", 2, 1, 0.5),
        ("locals", "spenders", 1, 0.5, round(1 / 3, 9)),
        ("spenders", "buyers", 2, 1, 0.5),
        ("spenders", "locals", 1, 0.5, round(1 / 3, 9)),
    ]


def test_cohorts_are_of_all_customers(refreshed: Refreshed) -> None:
    assert read(refreshed.incremental, "from customer_cohorts order by cohort_month, months_since") == [
        (DECEMBER, 0, 1, 1, 1, 100, 1),
        (DECEMBER, 1, 1, 1, 1, 80, 1),
        (JANUARY, 0, 2, 2, 2, 47, 1),
        (JANUARY, 1, 2, 1, 1, 60, 0.5),
        (FEBRUARY, 0, 2, 2, 2, 25, 1),
    ]


def test_the_whole_shop_has_customers_in_no_segment_too(refreshed: Refreshed) -> None:
    sales = "from shop_sales order by month, country, store, channel"
    assert read(refreshed.incremental, sales) == [
        (DECEMBER, "Russia", "East", "Site", 1, 1, 100, 100),
        (JANUARY, "", "West", "", 1, 1, 7, 7),
        (JANUARY, "Germany", "West", "phone", 1, 1, 40, 40),
        (JANUARY, "Russia", "East", "Site", 1, 1, 80, 60),
        (FEBRUARY, "", "", "", 1, 1, 20, 20),
        (FEBRUARY, "", "West", "phone", 1, 1, 5, 5),
        (FEBRUARY, "Germany", "West", "phone", 1, 1, 60, 60),
    ]
    assert (JANUARY, "Russia", "West", "", 1, 1, 7, 7) in read(refreshed.first, sales)


def test_groups_have_a_history(refreshed: Refreshed) -> None:
    first, second = datetime.fromisoformat(FIRST), datetime.fromisoformat(SECOND)
    spending = "select * exclude list from customer_group_history where list = 'spending' order by all"
    assert read(refreshed.incremental, spending) == [
        ("ann", "spenders", first, None),
        ("bob", "buyers", first, second),
        ("bob", "spenders", second, None),
        ("cid", "buyers", second, None),
        ("eve", "buyers", first, None),
    ]
    now = "select customer_id, group_code from customer_group_history where list = 'rfm_group' and valid_until is null"
    groups = "select customer_id, rfm_group from customer_aggregates where rfm_group is not null"
    assert sorted(read(refreshed.incremental, now)) == sorted(read(refreshed.incremental, groups))


def test_migrations_are_counted_from_the_second_refresh_on(refreshed: Refreshed) -> None:
    assert read(refreshed.first, "from segment_migrations") == []
    moves = read(refreshed.incremental, "from segment_migrations where list = 'spending' order by to_group")
    second = datetime.fromisoformat(SECOND)
    assert moves == [
        ("spending", SECOND_ID, second, None, "buyers", 1),
        ("spending", SECOND_ID, second, "buyers", "spenders", 1),
    ]
    # dee has no order any more, fay and cid have their first ones.
    ends = "select sum(customers) filter (from_group is null), sum(customers) filter (to_group is null)"
    assert read(refreshed.incremental, f"{ends} from segment_migrations where list = 'rfm_group'") == [(2, 1)]


def test_the_seeds_are_published_for_those_who_show_definitions(refreshed: Refreshed) -> None:
    conditions = "select \"group\", field, operator, value from segment_filters where segment_code = 'spenders'"
    assert ("all", "paid_sum", "at_least", "100") in read(refreshed.incremental, conditions)
    assert read(refreshed.incremental, "from segment_priorities order by rank") == [
        ("spending", 1, "spenders"),
        ("spending", 2, "buyers"),
    ]
    assert read(refreshed.incremental, "select count(*) from segment_contracts") == [(0,)]
