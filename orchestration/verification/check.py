"""What a check is: a query that gives a row for every disagreement: segment, refresh, and what is said against what.

No row names a customer. Two temporary tables are there to ask: `asked`, the refreshes in question, and `counted`, the
members, entries and exits of every segment at every refresh as the history has them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """Describe one check.

    Args:
        name: what agrees when it holds, in few words.
        needs: the relations it reads.
        disagreements: query with the columns segment_code, refresh_id, says.
        only_last: whether only the last refresh can be asked: the relation knows no other.
    """

    name: str
    needs: tuple[str, ...]
    disagreements: str
    only_last: bool = False


HISTORY, EVENTS, SIZES = "segment_membership_history", "segment_membership_events", "segment_sizes"
MEMBERSHIPS, AXES, EXPORT, LOG = "segment_memberships", "segment_axes", "segment_export", "segment_refreshes"

PREPARATION = (
    """
    create or replace temp table refreshes as
    select refresh_id, as_of, members, lag(refresh_id) over (order by refresh_id) as previous_id
    from segment_refreshes
    where status = 'succeeded'
    """,
    """
    create or replace temp table counted as
    with
    changes as (
        select segment_code, entered_at as changed_at, count(*) as entered, 0 as exited
        from segment_membership_history group by all
        union all
        select segment_code, exited_at, 0, count(*)
        from segment_membership_history where exited_at is not null group by all
    ),
    by_refresh as (
        select codes.segment_code, refreshes.refresh_id,
            coalesce(sum(changes.entered), 0) as entered, coalesce(sum(changes.exited), 0) as exited
        from (select distinct segment_code from changes union select segment_code from segment_sizes) as codes
        cross join refreshes
        left join changes on changes.segment_code = codes.segment_code and changes.changed_at = refreshes.as_of
        group by all
    )
    select segment_code, refresh_id, entered, exited,
        sum(entered - exited) over (partition by segment_code order by refresh_id) as members
    from by_refresh
    """,
)

# The instant of a change as the key of its refresh.
REFRESH_OF = "strftime({}, '%Y%m%dT%H%M%SZ')"


def both_ways(one: str, one_name: str, other: str, other_name: str) -> str:
    """Give the rows that only one of two queries has, counted by segment and refresh; the customer is not told."""
    return f"""
        with one as ({one}), other as ({other}),
        odd as (
            select segment_code, refresh_id, 'only in {one_name}' as says from (from one except all from other)
            union all
            select segment_code, refresh_id, 'only in {other_name}' from (from other except all from one)
        )
        select * from odd
    """  # noqa: S608 constants
