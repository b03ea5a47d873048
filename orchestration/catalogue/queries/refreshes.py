"""The refreshes: how long they took, what they could not use, and how fresh the publication is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb

from orchestration.catalogue.queries.asking import rows_as


@dataclass(frozen=True)
class RefreshRow:
    """Hold one refresh as its log has it; instants are UTC."""

    refresh_id: str
    as_of: datetime
    started_at: datetime
    finished_at: datetime | None
    status: str
    is_full: bool | None
    rows_read: int | None
    rejected: int | None
    members: int | None
    seconds: float | None
    definition_commit: str | None


@dataclass(frozen=True)
class Tally:
    """Say what of the shop is published: customers, segments, memberships, erased customers."""

    customers: int
    segments: int
    memberships: int
    erased: int


def list_refreshes(connection: duckdb.DuckDBPyConnection, limit: int = 500) -> list[RefreshRow]:
    """List the last refreshes with those that failed, the newest first."""
    return rows_as(
        connection,
        RefreshRow,
        "select refresh_id, as_of, started_at, finished_at, status, is_full, rows_read, rejected, members, seconds, "
        "definition_commit from segment_refreshes order by started_at desc limit ?",
        [limit],
    )


def tally(connection: duckdb.DuckDBPyConnection) -> Tally:
    """Count what is published."""
    return rows_as(
        connection,
        Tally,
        "select (select count(*) from customer_aggregates), (select count(*) from segments), "
        "(select count(*) from segment_memberships), (select count(*) from erased_customers)",
    )[0]
