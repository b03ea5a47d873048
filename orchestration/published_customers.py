"""What the published file says of one customer: whether it is known, its measures, its segments now and ever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb

from orchestration.erasure.tombstones import is_stand_in


@dataclass(frozen=True)
class CustomerStay:
    """Hold one stay of the customer in a segment."""

    code: str
    name: str
    entered_at: datetime
    entered_cause: str
    exited_at: datetime | None
    exited_cause: str | None


@dataclass(frozen=True)
class CustomerSegment:
    """Say that the customer is in a segment now, and since when."""

    code: str
    name: str
    entered_at: datetime


def is_known(connection: duckdb.DuckDBPyConnection, customer_id: str) -> bool:
    """Tell whether customers or history know an id; the stand-in of somebody who was erased is nobody."""
    found = connection.execute(
        f"""
        select not {is_stand_in("$id")} and (
            exists (select 1 from customer_aggregates where customer_id = $id)
            or exists (select 1 from segment_membership_history where customer_id = $id)
        )
        """,  # noqa: S608 constants
        {"id": customer_id},
    ).fetchone()
    return found == (True,)


def customer_facts(connection: duckdb.DuckDBPyConnection, customer_id: str) -> dict[str, object]:
    """Give every column of customer_aggregates for one customer; none when there is no such customer."""
    answer = connection.execute("select * from customer_aggregates where customer_id = ?", [customer_id])
    columns = [column[0] for column in answer.description or []]
    row = answer.fetchone()
    return dict(zip(columns, row, strict=True)) if row else {}


def customer_name(connection: duckdb.DuckDBPyConnection, customer_id: str) -> str | None:
    """Give the customer's name; it is known of members only, from the export."""
    row = connection.execute(
        'select any_value("Name") from segment_export where "CustomerId" = ?', [customer_id]
    ).fetchone()
    return row[0] if row else None


def customer_segments(connection: duckdb.DuckDBPyConnection, customer_id: str) -> list[CustomerSegment]:
    """List the segments the customer is in, by code."""
    rows = connection.execute(
        "select segment_code, coalesce(segments.name, segment_code), entered_at from segment_memberships "
        "left join segments using (segment_code) where customer_id = ? order by segment_code",
        [customer_id],
    ).fetchall()
    return [CustomerSegment(*row) for row in rows]


def customer_stays(connection: duckdb.DuckDBPyConnection, customer_id: str) -> list[CustomerStay]:
    """List the customer's stays, those that last first, then the latest."""
    rows = connection.execute(
        f"""
        select history.segment_code, coalesce(segments.name, history.segment_code), entered_at, entered_cause,
            exited_at, exited_cause
        from segment_membership_history as history
        left join segments on history.segment_code = segments.segment_code
        where customer_id = ? and not {is_stand_in("customer_id")}
        order by exited_at is not null, entered_at desc, history.segment_code
        """,  # noqa: S608 constants
        [customer_id],
    ).fetchall()
    return [CustomerStay(*row) for row in rows]
