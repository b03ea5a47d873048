"""The list of segments, with how large each is, was, and what changed since yesterday."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb

from orchestration.catalogue.queries.asking import rows_as

# A drawing as wide as a word has no room for more.
POINTS = 40
DAYS = 90


@dataclass(frozen=True)
class ListedSegment:
    """Hold a line of the list.

    Args:
        code: the segment.
        name: its name for people.
        kind: dynamic or static.
        is_active: whether it is recomputed.
        is_in_analytics: whether BI has an axis for it, and there are sales and overlaps.
        owner: who answers for it.
        description: what it is for.
        members: customers in it; None when it was never computed.
        share: members per customer, 0 to 1.
        entered: entries in the last day.
        exited: exits in the last day.
        refreshed_at: instant of the last refresh that worked it out, UTC.
        past: sizes at past refreshes spread evenly over at most DAYS days, the last one included.
        past_since: instant of the first of them.
    """

    code: str
    name: str
    kind: str
    is_active: bool
    is_in_analytics: bool
    owner: str | None
    description: str | None
    members: int | None
    share: float | None
    entered: int | None
    exited: int | None
    refreshed_at: datetime | None
    past: list[int]
    past_since: datetime | None


def list_segments(connection: duckdb.DuckDBPyConnection) -> list[ListedSegment]:
    """List every segment, the largest first."""
    return rows_as(
        connection,
        ListedSegment,
        """
        with refreshes as (
            select refresh_id, as_of, row_number() over (order by refresh_id desc) - 1 as age
            from segment_refreshes where status = 'succeeded'
        ),
        last as (select refresh_id, as_of from refreshes where age = 0),
        recent as (
            select refreshes.*, count(*) over () as refreshes_count
            from refreshes cross join last where refreshes.as_of > last.as_of - to_days($days)
        ),
        drawn as (select refresh_id from recent where age % cast(ceil(refreshes_count / $points) as bigint) = 0),
        past as (
            select segment_code, list(members order by refresh_id) as members, min(as_of) as since
            from segment_sizes where refresh_id in (from drawn) group by segment_code
        ),
        day as (
            select segment_code, cast(sum(entered) as bigint) as entered, cast(sum(exited) as bigint) as exited
            from segment_sizes where as_of > (select as_of - interval 1 day from last) group by segment_code
        ),
        newest as (select segment_code, max(as_of) as as_of from segment_sizes group by segment_code)
        select
            segments.segment_code, segments.name, segments.kind, segments.is_active, segments.is_in_analytics,
            segments.owner, segments.description, sizes.members, sizes.share, day.entered, day.exited, newest.as_of,
            coalesce(past.members, []), past.since
        from segments
        left join last on true
        left join segment_sizes as sizes
            on segments.segment_code = sizes.segment_code and last.refresh_id = sizes.refresh_id
        left join day on segments.segment_code = day.segment_code
        left join past on segments.segment_code = past.segment_code
        left join newest on segments.segment_code = newest.segment_code
        order by sizes.members desc nulls last, segments.segment_code
        """,
        {"points": POINTS, "days": DAYS},
    )


@dataclass(frozen=True)
class SegmentName:
    """Hold what a segment is called."""

    code: str
    name: str


def segment_names(connection: duckdb.DuckDBPyConnection) -> list[SegmentName]:
    """List codes and names, by name."""
    return rows_as(
        connection, SegmentName, "select segment_code, name from segments order by lower(name), segment_code"
    )
