"""Customers: found by a part of the id, and the groups and scores of one over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

import duckdb

from orchestration.catalogue.queries.asking import rows_as
from orchestration.refresh.warehouse import relation_exists


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
