"""What the published file says, for people and machines: opened for one question, read only, never held."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import duckdb

from orchestration.faults import UserError, closest
from orchestration.project import Project
from orchestration.refresh.errors import NothingPublishedError, WarehouseFileError
from orchestration.refresh.publication_errors import PublishedFileError
from orchestration.refresh.warehouse import read_warehouse, relation_exists


@dataclass(frozen=True)
class PublishedRefresh:
    """Hold the row of one published refresh; instants are UTC, without a zone as the warehouse keeps them."""

    refresh_id: str
    as_of: datetime
    started_at: datetime
    finished_at: datetime | None
    definition_commit: str | None
    rows_read: int | None
    rejected: int | None
    members: int | None
    seconds: float | None


@dataclass(frozen=True)
class SegmentSize:
    """Say how large one segment is, and was.

    Args:
        code: the segment.
        name: its name for people.
        kind: dynamic or static.
        is_active: whether it is recomputed.
        owner: who answers for it.
        members: customers in it at the last refresh; None when it was never built.
        share: members per customer, 0 to 1.
        entered: customers the last refresh added.
        exited: customers the last refresh removed.
        past_members: sizes at past refreshes, the oldest first, the last one included.
    """

    code: str
    name: str
    kind: str
    is_active: bool
    owner: str | None
    members: int | None
    share: float | None
    entered: int | None
    exited: int | None
    past_members: tuple[int, ...]


@dataclass(frozen=True)
class RefreshSize:
    """Say how large a segment was at one refresh, and what that refresh changed."""

    refresh_id: str
    as_of: datetime
    members: int
    entered: int
    exited: int


@dataclass(frozen=True)
class EventCount:
    """Count the entries or exits of a segment at one refresh that have one cause."""

    as_of: datetime
    event: str
    cause: str
    customers: int


@dataclass(frozen=True)
class RejectedCount:
    """Count the rows of one table that could not be used as they are, for one reason."""

    table: str
    reason: str
    rows: int


class UnknownSegmentError(UserError):
    """Report a code no segment has."""

    def __init__(self, code: str, known: Iterable[str]) -> None:
        """Keep the code and the one that was probably meant."""
        self.code = code
        self.meant = closest(code, known)
        hint = f"; did you mean {self.meant}?" if self.meant else "; `segments list` shows them all"
        super().__init__(f'there is no segment "{code}"{hint}')


@contextmanager
def open_published(project: Project) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published file for reading as long as the block lasts."""
    if not project.published_file.exists():
        raise NothingPublishedError(project.published_file)
    try:
        with read_warehouse(project.published_file) as connection:
            yield connection
    except WarehouseFileError as error:
        raise PublishedFileError(error.path, error.reason) from error


def last_refresh(connection: duckdb.DuckDBPyConnection) -> PublishedRefresh:
    """Give the refresh the published file is of."""
    rows = connection.execute(
        "select refresh_id, as_of, started_at, finished_at, definition_commit, rows_read, rejected, members, seconds "
        "from segment_refreshes where status = 'succeeded' order by refresh_id desc limit 1"
    ).fetchall()
    return PublishedRefresh(*rows[0])


def segment_sizes(connection: duckdb.DuckDBPyConnection, refreshes: int = 20) -> list[SegmentSize]:
    """List every segment with its size now and at the given number of past refreshes, sorted by code."""
    rows = connection.execute(
        """
        with last as (select max(refresh_id) as refresh_id from segment_refreshes where status = 'succeeded'),
        recent as (
            select segment_code, list(members order by refresh_id) as past_members
            from segment_sizes
            where refresh_id in (
                select refresh_id from segment_refreshes where status = 'succeeded' order by refresh_id desc limit ?
            )
            group by segment_code
        )
        select
            segments.segment_code, segments.name, segments.kind, segments.is_active, segments.owner,
            sizes.members, sizes.share, sizes.entered, sizes.exited, coalesce(recent.past_members, [])
        from segments
        left join last on true
        left join segment_sizes as sizes
            on sizes.segment_code = segments.segment_code and sizes.refresh_id = last.refresh_id
        left join recent on recent.segment_code = segments.segment_code
        order by segments.segment_code
        """,
        [refreshes],
    ).fetchall()
    return [SegmentSize(*(*values, tuple(past))) for *values, past in rows]


def segment_size(connection: duckdb.DuckDBPyConnection, code: str) -> SegmentSize:
    """Give one segment with its sizes; a code nobody has is an error with the nearest one."""
    sizes = {size.code: size for size in segment_sizes(connection)}
    if code not in sizes:
        raise UnknownSegmentError(code, sizes)
    return sizes[code]


def sizes_over_time(
    connection: duckdb.DuckDBPyConnection, code: str, refreshes: int = 10, before: str | None = None
) -> list[RefreshSize]:
    """List the last sizes of one segment, or the last before a refresh, the newest first."""
    rows = connection.execute(
        "select refresh_id, as_of, members, entered, exited from segment_sizes where segment_code = $code "
        "and ($before is null or refresh_id < $before) order by refresh_id desc limit $limit",
        {"code": code, "before": before, "limit": refreshes},
    ).fetchall()
    return [RefreshSize(*row) for row in rows]


def event_counts(connection: duckdb.DuckDBPyConnection, code: str, limit: int = 10) -> list[EventCount]:
    """Count the last entries and exits of one segment by cause, the newest first."""
    rows = connection.execute(
        "select occurred_at, event, cause, count(*) from segment_membership_events "
        "where segment_code = ? group by all order by occurred_at desc, event, cause limit ?",
        [code, limit],
    ).fetchall()
    return [EventCount(*row) for row in rows]


def computed_segments(connection: duckdb.DuckDBPyConnection) -> frozenset[str] | None:
    """Give the segments that were computed at least once; None where the publication does not tell."""
    if not relation_exists(connection, "main", "segment_formations"):
        return None
    rows = connection.execute("select distinct segment_code from segment_formations").fetchall()
    return frozenset(code for (code,) in rows)


def rejected_counts(connection: duckdb.DuckDBPyConnection) -> list[RejectedCount]:
    """Count the rejected rows by table and reason, most first."""
    if not relation_exists(connection, "main", "rejected_rows"):
        return []
    rows = connection.execute(
        "select table_name, reason, count(*) from rejected_rows group by all order by 3 desc, 1, 2"
    ).fetchall()
    return [RejectedCount(*row) for row in rows]
