"""One customer: who it is, in which segments now and ever, what came and went, and its groups and scores."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import duckdb

from orchestration.catalogue.queries.asking import rows_as
from orchestration.erasure.tombstones import is_stand_in
from orchestration.refresh.warehouse import relation_exists


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
class CustomerValue:
    """Say which score or group the customer had, from when to when."""

    what: str
    value: str | None
    valid_from: datetime
    valid_until: datetime | None


def find_customers(connection: duckdb.DuckDBPyConnection, text: str, limit: int = 20) -> list[str]:
    """Find ids: the one that is the text, then those it begins, then those it is in."""
    return rows_as(
        connection,
        str,
        """
        select customer_id from customer_aggregates where contains(lower(customer_id), lower($text))
        order by customer_id <> $text, not starts_with(lower(customer_id), lower($text)), customer_id limit $limit
        """,
        {"text": text, "limit": limit},
    )


def customer_facts(connection: duckdb.DuckDBPyConnection, customer_id: str) -> dict[str, object]:
    """Give every column of customer_aggregates for one customer; none when there is no such customer."""
    answer = connection.execute("select * from customer_aggregates where customer_id = ?", [customer_id])
    columns = [column[0] for column in answer.description or []]
    row = answer.fetchone()
    return dict(zip(columns, row, strict=True)) if row else {}


def customer_name(connection: duckdb.DuckDBPyConnection, customer_id: str) -> str | None:
    """Give the customer's name; it is known of members only, from the export."""
    names = rows_as(
        connection,
        lambda name: name,
        'select any_value("Name") from segment_export where "CustomerId" = ?',
        [customer_id],
    )
    return names[0] if names else None


def customer_stays(connection: duckdb.DuckDBPyConnection, customer_id: str) -> list[CustomerStay]:
    """List the customer's stays, those that last first, then the latest."""
    return rows_as(
        connection,
        CustomerStay,
        f"""
        select history.segment_code, coalesce(segments.name, history.segment_code), entered_at, entered_cause,
            exited_at, exited_cause
        from segment_membership_history as history
        left join segments on history.segment_code = segments.segment_code
        where customer_id = ? and not {is_stand_in("customer_id")}
        order by exited_at is not null, entered_at desc, history.segment_code
        """,  # noqa: S608 constants
        [customer_id],
    )


def customer_values(connection: duckdb.DuckDBPyConnection, customer_id: str) -> list[CustomerValue]:
    """List the customer's scores and groups over time, the latest first."""
    parts = [
        "select 'score' as what, cast(score as varchar) as value, valid_from, valid_until from customer_score_history"
    ]
    if relation_exists(connection, "main", "customer_group_history"):
        parts.append("select list, group_code, valid_from, valid_until from customer_group_history")
    asked = [f"{part} where customer_id = $id" for part in parts]
    return rows_as(
        connection,
        lambda what, value, *rest: CustomerValue(what, _plain(value) if what == "score" else value, *rest),
        " union all ".join(asked) + " order by valid_from desc, what",
        {"id": customer_id},
    )


def _plain(value: str | None) -> str | None:
    return None if value is None else f"{Decimal(value).normalize():f}"
