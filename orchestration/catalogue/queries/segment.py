"""One segment: its size over time, entries and exits by cause, what its members bought, and what it has in common."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import duckdb

from orchestration.catalogue.queries.asking import rows_as
from orchestration.contracts import ContractResult, contract_results
from orchestration.published import RefreshSize


@dataclass(frozen=True)
class DayEvents:
    """Count the entries or exits of one day that have one cause."""

    day: date
    event: str
    cause: str
    customers: int


@dataclass(frozen=True)
class MonthSales:
    """Say what a segment's members bought in one month."""

    month: date
    customers: int
    returning_customers: int
    orders: int
    revenue: Decimal
    net_revenue: Decimal
    average_check: Decimal | None
    repeat_rate: float | None


@dataclass(frozen=True)
class TopProduct:
    """Hold a product or a category the members spent most on; a category is its own name and has no brand."""

    rank: int
    key: str | None
    name: str | None
    brand: str | None
    category: str | None
    orders: int
    quantity: Decimal
    revenue: Decimal


@dataclass(frozen=True)
class ChannelSales:
    """Say what members bought through one channel; an empty channel is one the order does not name."""

    channel: str | None
    customers: int
    orders: int
    revenue: Decimal
    average_check: Decimal | None
    revenue_share: float | None


def sizes_at_refreshes(connection: duckdb.DuckDBPyConnection, code: str) -> list[RefreshSize]:
    """List all sizes of a segment, the oldest first."""
    return rows_as(
        connection,
        RefreshSize,
        "select refresh_id, as_of, members, entered, exited from segment_sizes where segment_code = ? "
        "order by refresh_id",
        [code],
    )


def events_by_day(connection: duckdb.DuckDBPyConnection, code: str, zone: str) -> list[DayEvents]:
    """Count entries and exits by the shop's calendar day and cause, the oldest first."""
    return rows_as(
        connection,
        DayEvents,
        """
        select cast(timezone($zone, timezone('UTC', occurred_at)) as date) as day, event, cause, count(*)
        from segment_membership_events where segment_code = $code group by all order by all
        """,
        {"code": code, "zone": zone},
    )


def some_members(connection: duckdb.DuckDBPyConnection, code: str, limit: int = 10) -> list[str]:
    """Give a few members, the same ones of the same members."""
    return rows_as(
        connection,
        str,
        "select customer_id from segment_memberships where segment_code = ? order by md5(customer_id), customer_id "
        "limit ?",
        [code, limit],
    )


def sales_by_month(connection: duckdb.DuckDBPyConnection, code: str) -> list[MonthSales]:
    """List what the members of now bought in each month, the oldest first."""
    return rows_as(
        connection,
        MonthSales,
        "select month, customers, returning_customers, orders, revenue, net_revenue, average_check, repeat_rate "
        "from segment_sales where segment_code = ? order by month",
        [code],
    )


def top_products(connection: duckdb.DuckDBPyConnection, code: str) -> list[TopProduct]:
    """List the products members spent most on."""
    return rows_as(
        connection,
        TopProduct,
        "select rank, product_id, product, brand, category, orders, quantity, revenue from segment_top_products "
        "where segment_code = ? order by rank",
        [code],
    )


def top_categories(connection: duckdb.DuckDBPyConnection, code: str) -> list[TopProduct]:
    """List the categories members spent most in."""
    return rows_as(
        connection,
        TopProduct,
        "select rank, category_id, category, null, category, orders, quantity, revenue from segment_top_categories "
        "where segment_code = ? order by rank",
        [code],
    )


def sales_by_channel(connection: duckdb.DuckDBPyConnection, code: str) -> list[ChannelSales]:
    """List the channels members bought through, the largest first."""
    return rows_as(
        connection,
        ChannelSales,
        "select channel, customers, orders, revenue, average_check, revenue_share from channel_sales "
        "where segment_code = ? order by revenue desc, channel",
        [code],
    )


def contracts_of(connection: duckdb.DuckDBPyConnection, code: str) -> list[ContractResult]:
    """List what became of a segment's contracts at the last refresh."""
    return [result for result in contract_results(connection) if result.segment_code == code]


def first_and_last(sizes: list[RefreshSize]) -> tuple[datetime, datetime] | None:
    """Give the instants a segment's sizes are known from and until."""
    return (sizes[0].as_of, sizes[-1].as_of) if sizes else None
