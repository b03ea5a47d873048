"""Who the members of segments are, beside everybody: how they spread over cities, ages, channels, spending."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from orchestration.catalogue.queries.asking import rows_as

# What customers are told apart by, as SQL over customer_aggregates. Texts are spelled in many ways: cities compare as
# conditions do, and the most frequent spelling is shown. Amounts fall into powers of ten, whatever the currency.
DIMENSIONS: Mapping[str, str] = {
    "city": "[city]",
    "country": "[country]",
    "age": "[case when age is not null then cast(least(age // 10 * 10, 90) as varchar) end]",
    "gender": "[gender]",
    "channel": "case when len(order_channels) > 0 then order_channels else [null] end",
    "spending": "[case when paid_sum > 0 then cast(cast(floor(log10(paid_sum)) as bigint) as varchar) end]",
    "rfm_group": "[rfm_group]",
}

# What sorts by itself is listed in its order, everything else by size.
ORDERED = ("age", "spending")


@dataclass(frozen=True)
class Slice:
    """Say how many members have one value, and how that is among all customers.

    Args:
        value: the value; of ages the first year of a decade, of spending the power of ten, None where it is missing.
        customers: members that have it.
        share: of the members, 0 to 1; of what has several values per customer they add up to more than 1.
        share_of_all: of all customers.
    """

    value: str | None
    customers: int
    share: float
    share_of_all: float


@dataclass(frozen=True)
class Figures:
    """Hold the figures of a segment's members; averages are per member, of those who have any."""

    members: int
    paying: int
    orders: int
    revenue: Decimal
    net_revenue: Decimal
    average_check: Decimal | None
    median_paid: Decimal | None
    average_age: float | None
    may_be_mailed: int
    ordered_in_90_days: int


def spread(connection: duckdb.DuckDBPyConnection, code: str, dimension: str, limit: int | None = 10) -> list[Slice]:
    """Spread the members of a segment over the values of one dimension; the most frequent ones, or all in order."""
    order = "try_cast(value as bigint) nulls first" if dimension in ORDERED else "customers desc, value nulls last"
    return rows_as(
        connection,
        Slice,
        f"""
        with valued as (
            select customer_id, unnest({DIMENSIONS[dimension]}) as spelled,
                customer_id in (select customer_id from segment_memberships where segment_code = $code) as is_member
            from customer_aggregates
        ),
        counted as (
            select mode(spelled) as value, count(distinct customer_id) filter (is_member) as customers,
                count(distinct customer_id) as customers_of_all
            from valued group by lower(trim(spelled))
        ),
        totals as (
            select count(distinct customer_id) filter (is_member) as members, count(distinct customer_id) as everybody
            from valued
        )
        select value, customers, coalesce(customers / nullif(members, 0), 0),
            coalesce(customers_of_all / nullif(everybody, 0), 0)
        from counted cross join totals where customers > 0 order by {order} limit $limit
        """,  # noqa: S608 constants
        {"code": code, "limit": limit},
    )


def figures(connection: duckdb.DuckDBPyConnection, code: str) -> Figures:
    """Sum up who the members are."""
    return rows_as(
        connection,
        Figures,
        """
        select count(*), count(*) filter (paid_orders_count > 0), coalesce(sum(paid_orders_count), 0),
            coalesce(sum(paid_sum), 0), coalesce(sum(net_paid_sum), 0),
            cast(sum(paid_sum) / nullif(sum(paid_orders_count), 0) as decimal(38, 4)),
            median(paid_sum) filter (paid_orders_count > 0), avg(age),
            count(*) filter (email_consent and email is not null and is_blocked is not true),
            count(*) filter (days_since_last_order <= 90)
        from customer_aggregates
        where customer_id in (select customer_id from segment_memberships where segment_code = ?)
        """,
        [code],
    )[0]


def side_by_side(
    connection: duckdb.DuckDBPyConnection, codes: Sequence[str], dimension: str, limit: int = 10
) -> list[tuple[str | None, list[Slice | None]]]:
    """Put the spreads of several segments beside each other, by what is frequent in any of them; None is nobody."""
    spreads = [{one.value: one for one in spread(connection, code, dimension, None)} for code in codes]
    values = dict.fromkeys(value for found in spreads for value in list(found)[:limit])
    ordered = sorted(values, key=_place) if dimension in ORDERED else list(values)
    return [(value, [found.get(value) for found in spreads]) for value in ordered]


def _place(value: str | None) -> float:
    return float("-inf") if value is None else float(value)
