"""What segments have in common: pairs that share members, and two of them side by side."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from orchestration.catalogue.queries.asking import rows_as


@dataclass(frozen=True)
class Overlap:
    """Say how many members of one segment are in another, too.

    Args:
        code: the segment.
        other: the other one.
        other_name: what that is called.
        shared: members of both.
        share: of the segment's members, 0 to 1.
        jaccard: members of both per member of either.
    """

    code: str
    other: str
    other_name: str
    shared: int
    share: float
    jaccard: float


@dataclass(frozen=True)
class Pair:
    """Count the members of two segments: of both, and of only one."""

    both: int
    only_first: int
    only_second: int
    neither: int


def overlaps_of(connection: duckdb.DuckDBPyConnection, code: str) -> list[Overlap]:
    """List the segments that share members with one, the most first."""
    return _overlaps(connection, "pairs.segment_code = $code", {"code": code})


def all_overlaps(connection: duckdb.DuckDBPyConnection, segments: int) -> list[Overlap]:
    """List the pairs among the largest segments that overlap with any."""
    return _overlaps(
        connection,
        "pairs.segment_code in (from largest) and other_segment_code in (from largest)",
        {"segments": segments},
        "with largest as (select segment_code from segment_overlaps group by 1 "
        "order by max(shared_members / nullif(share, 0)) desc, 1 limit $segments) ",
    )


def _overlaps(
    connection: duckdb.DuckDBPyConnection, condition: str, parameters: dict[str, object], before: str = ""
) -> list[Overlap]:
    return rows_as(
        connection,
        Overlap,
        f"{before}select pairs.segment_code, other_segment_code, coalesce(segments.name, other_segment_code), "  # noqa: S608
        "shared_members, share, jaccard from segment_overlaps as pairs "
        "left join segments on pairs.other_segment_code = segments.segment_code "
        f"where {condition} order by shared_members desc, pairs.segment_code, other_segment_code",
        parameters,
    )


def pair(connection: duckdb.DuckDBPyConnection, first: str, second: str) -> Pair:
    """Count whom two segments share; works for every segment, in analytics or not."""
    return rows_as(
        connection,
        Pair,
        """
        with members as (
            select customer_id, bool_or(segment_code = $first) as in_first, bool_or(segment_code = $second) as in_second
            from segment_memberships where segment_code in ($first, $second) group by customer_id
        )
        select count(*) filter (in_first and in_second), count(*) filter (not in_second),
            count(*) filter (not in_first), (select count(*) from customer_aggregates) - count(*)
        from members
        """,
        {"first": first, "second": second},
    )[0]
