"""Read how a refresh ended: from the published file, and of one that was stopped from what it leaves."""

from __future__ import annotations

import contextlib
import time
from datetime import UTC, datetime, timedelta

import duckdb

from orchestration.contracts import broken, contract_results
from orchestration.faults import UserError
from orchestration.notifications.failing import describe_failure
from orchestration.notifications.outcome import Outcome, SegmentChange
from orchestration.published import last_refresh, open_published, segment_sizes
from orchestration.refresh.broken_contracts import ContractsBrokenError
from orchestration.refresh.start import Refresh
from orchestration.specs import read_specs


def read_success(refresh: Refresh) -> Outcome:
    """Read what a published refresh did, by its id: the next one may be published already."""
    with open_published(refresh.project) as connection:
        seconds, rejected, is_full = connection.execute(
            "select any_value(seconds), any_value(rejected), coalesce(any_value(is_full), ?) from segment_refreshes "
            "where refresh_id = ? and status = 'succeeded'",
            [refresh.full, refresh.refresh_id],
        ).fetchall()[0]
        segments = _changes(connection, refresh)
        contracts = broken(contract_results(connection))
    return Outcome(
        message_id=_message_id(refresh, "succeeded"),
        project=refresh.project.name,
        refresh_id=refresh.refresh_id,
        as_of=refresh.as_of,
        ended_at=_now(refresh),
        seconds=float(seconds or 0),
        status="succeeded",
        is_full=is_full,
        published_as_of=refresh.as_of,
        rejected=rejected,
        segments=segments,
        contracts=contracts,
    )


def read_failure(refresh: Refresh, error: BaseException) -> Outcome:
    """Read what a refresh that was stopped leaves: the last publication, and the contracts that stopped it."""
    published_as_of, segments = _standing(refresh)
    return Outcome(
        message_id=_message_id(refresh, "failed"),
        project=refresh.project.name,
        refresh_id=refresh.refresh_id,
        as_of=refresh.as_of,
        ended_at=_now(refresh),
        seconds=round(time.monotonic() - refresh.clock, 1),
        status="failed",
        is_full=refresh.full,
        published_as_of=published_as_of,
        rejected=None,
        segments=segments,
        contracts=error.contracts if isinstance(error, ContractsBrokenError) else (),
        failure=describe_failure(error),
    )


def _message_id(refresh: Refresh, status: str) -> str:
    """Name what is told, so that a receiver knows it again: one refresh may be run twice, and fail twice."""
    return f"{refresh.refresh_id}-{refresh.started_at:%Y%m%dT%H%M%SZ}-{status}"


def _now(refresh: Refresh) -> datetime:
    """Count from the start of the refresh, where the clock was read."""
    return refresh.started_at + timedelta(seconds=round(time.monotonic() - refresh.clock))


def _changes(connection: duckdb.DuckDBPyConnection, refresh: Refresh) -> tuple[SegmentChange, ...]:
    rows = connection.execute(
        """
        select
            sizes.segment_code, coalesce(segments.name, sizes.segment_code), coalesce(segments.owner, ''),
            coalesce(sizes.members, 0), coalesce(sizes.entered, 0), coalesce(sizes.exited, 0)
        from segment_sizes as sizes
        left join segments on segments.segment_code = sizes.segment_code
        where sizes.refresh_id = ?
        order by sizes.segment_code
        """,
        [refresh.refresh_id],
    ).fetchall()
    return tuple(SegmentChange(*row) for row in rows)


def _standing(refresh: Refresh) -> tuple[datetime | None, tuple[SegmentChange, ...]]:
    """Give the instant readers see, and every segment as they see it.

    The seeds say which segments there are and who owns them, unless it is them that cannot be read.
    """
    as_of: datetime | None = None
    published: dict[str, SegmentChange] = {}
    with contextlib.suppress(UserError), open_published(refresh.project) as connection:
        as_of = last_refresh(connection).as_of.replace(tzinfo=UTC)
        published = {
            size.code: SegmentChange(size.code, size.name, size.owner or "", size.members or 0, 0, 0)
            for size in segment_sizes(connection)
        }
    try:
        segments = read_specs(refresh.project).segments
    except (UserError, OSError):
        return as_of, tuple(published.values())
    members = {code: segment.members for code, segment in published.items()}
    return as_of, tuple(
        SegmentChange(one.code, one.name, one.owner, members.get(one.code, 0), 0, 0) for one in segments
    )
