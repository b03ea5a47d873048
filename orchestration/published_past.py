"""What the published file says of a past instant: the history knows who was in which segment then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from orchestration.published import UnknownSegmentError
from orchestration.refresh import quoting
from orchestration.refresh.errors import WRONG_USE, RefreshError


@dataclass(frozen=True)
class PastSize:
    """Say how large a segment was at an instant.

    Args:
        code: the segment.
        name: its name for people today; None when it is no more.
        members: customers in it.
        share: members per customer, 0 to 1; None when nobody noted it.
    """

    code: str
    name: str | None
    members: int
    share: float | None


class NoRefreshYetError(RefreshError):
    """Report an instant before the first refresh."""

    exit_code = WRONG_USE

    def __init__(self, instant: datetime, first: datetime) -> None:
        """Keep the instant asked for and that of the first refresh."""
        self.instant = instant
        self.first = first
        super().__init__(
            f"nothing is known of {instant:%Y-%m-%dT%H:%M:%SZ}: the first refresh is as of {first:%Y-%m-%dT%H:%M:%SZ}"
        )


def refresh_at(connection: duckdb.DuckDBPyConnection, instant: datetime) -> tuple[str, datetime]:
    """Give key and instant of the refresh whose result stood at an instant."""
    row = connection.execute(
        "select max(refresh_id) filter (as_of <= $instant), max(as_of) filter (as_of <= $instant), min(as_of) "
        "from segment_refreshes where status = 'succeeded'",
        {"instant": _plain(instant)},
    ).fetchone()
    if row is None or row[0] is None:
        raise NoRefreshYetError(instant, row[2] if row else instant)
    return row[0], row[1]


def sizes_at(connection: duckdb.DuckDBPyConnection, instant: datetime) -> list[PastSize]:
    """List the segments of an instant with their sizes by the history, sorted by code."""
    refresh_id, _as_of = refresh_at(connection, instant)
    rows = connection.execute(
        f"""
        with members as ({_members(instant)}),
        counted as (select segment_code, count(*) as members from members group by segment_code),
        sizes as (select segment_code, share from segment_sizes where refresh_id = ?)
        select segment_code, segments.name, coalesce(counted.members, 0), sizes.share
        from sizes
        full join counted using (segment_code)
        left join segments using (segment_code)
        order by segment_code
        """,  # noqa: S608 an instant
        [refresh_id],
    ).fetchall()
    return [PastSize(*row) for row in rows]


def members_at(connection: duckdb.DuckDBPyConnection, code: str, instant: datetime) -> str:
    """Give the query of a segment's members at an instant, sorted by customer."""
    refresh_at(connection, instant)
    known = [
        row[0]
        for row in connection.execute(
            "select segment_code from segments union select segment_code from segment_sizes"
        ).fetchall()
    ]
    if code not in known:
        raise UnknownSegmentError(code, known)
    return f"select * from ({_members(instant)}) where segment_code = {quoting.text(code)} order by customer_id"  # noqa: S608 quoted


def _members(instant: datetime) -> str:
    at = f"timestamp '{_plain(instant):%Y-%m-%d %H:%M:%S}'"
    return (
        "select segment_code, customer_id, entered_at, entered_cause from segment_membership_history "  # noqa: S608
        f"where entered_at <= {at} and (exited_at is null or exited_at > {at})"
    )


def _plain(instant: datetime) -> datetime:
    return instant.astimezone(UTC).replace(tzinfo=None)
