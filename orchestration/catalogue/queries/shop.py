"""The whole shop: what it sold by month, country, store and channel, and how its customers come back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

import duckdb

from orchestration.catalogue.queries.asking import rows_as

Place = Literal["store", "channel"]


@dataclass(frozen=True)
class SalesOf:
    """Say what was sold in one month, store or channel; empty where an order names none."""

    key: str | date | None
    orders: int
    revenue: Decimal
    net_revenue: Decimal


@dataclass(frozen=True)
class CountrySales:
    """Say what the customers of one country paid in all."""

    country: str | None
    customers: int
    orders: int
    revenue: Decimal


@dataclass(frozen=True)
class CohortMonth:
    """Say how many customers of one month of first orders bought again so many months later."""

    cohort_month: date
    months_since: int
    cohort_customers: int
    customers: int
    revenue: Decimal
    retention: float


def sales_by_month(connection: duckdb.DuckDBPyConnection) -> list[SalesOf]:
    """List the months, the oldest first."""
    return _sales(connection, "month", "month")


def sales_by(connection: duckdb.DuckDBPyConnection, place: Place) -> list[SalesOf]:
    """List stores or channels, the largest first."""
    return _sales(connection, {"store": "store", "channel": "channel"}[place], "revenue desc, 1")


def _sales(connection: duckdb.DuckDBPyConnection, column: str, order: str) -> list[SalesOf]:
    return rows_as(
        connection,
        SalesOf,
        f"select {column}, cast(sum(orders) as bigint), sum(revenue) as revenue, sum(net_revenue) "  # noqa: S608 constants
        f"from shop_sales group by {column} order by {order}",
    )


def sales_by_country(connection: duckdb.DuckDBPyConnection, limit: int = 50) -> list[CountrySales]:
    """List the countries paying customers live in, the largest first; a customer is counted once."""
    return rows_as(
        connection,
        CountrySales,
        "select mode(country), count(*), cast(sum(paid_orders_count) as bigint), sum(paid_sum) as revenue "
        "from customer_aggregates where paid_orders_count > 0 group by lower(trim(country)) "
        "order by revenue desc, 1 limit ?",
        [limit],
    )


def cohorts(connection: duckdb.DuckDBPyConnection) -> list[CohortMonth]:
    """List the months of first orders, and what became of them."""
    return rows_as(
        connection,
        CohortMonth,
        "select cohort_month, months_since, cohort_customers, customers, revenue, retention from customer_cohorts "
        "order by cohort_month, months_since",
    )
