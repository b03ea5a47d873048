"""Do the sizes agree with the history, with each other, with the events and with the log?"""

from __future__ import annotations

from orchestration.verification.check import EVENTS, HISTORY, LOG, SIZES, Check

SIZE_CHECKS = (
    Check(
        "sizes are those of the history",
        (HISTORY, SIZES),
        """
        select counted.segment_code, counted.refresh_id,
            counted.members || ' members by the history, ' || coalesce(sizes.members::varchar, 'no row')
            || ' in segment_sizes' as says
        from counted
        inner join asked on counted.refresh_id = asked.refresh_id
        left join segment_sizes as sizes
            on counted.segment_code = sizes.segment_code and counted.refresh_id = sizes.refresh_id
        where counted.members != coalesce(sizes.members, 0)
        """,
    ),
    Check(
        "sizes are those before, and who entered, less who left",
        (SIZES,),
        """
        select sizes.segment_code, sizes.refresh_id,
            sizes.members || ' is not ' || coalesce(before.members, 0) || ' + ' || sizes.entered || ' - '
            || sizes.exited as says
        from segment_sizes as sizes
        inner join asked on sizes.refresh_id = asked.refresh_id
        left join segment_sizes as before
            on sizes.segment_code = before.segment_code and asked.previous_id = before.refresh_id
        where sizes.members != coalesce(before.members, 0) + sizes.entered - sizes.exited
        """,
    ),
    Check(
        "sizes count the events",
        (SIZES, EVENTS),
        """
        with events as (
            select segment_code, refresh_id,
                count(*) filter (event = 'entered') as entered, count(*) filter (event = 'exited') as exited
            from segment_membership_events where refresh_id in (select refresh_id from asked) group by all
        )
        select sizes.segment_code, sizes.refresh_id,
            sizes.entered || ' entered and ' || sizes.exited || ' left by segment_sizes, '
            || coalesce(events.entered, 0) || ' and ' || coalesce(events.exited, 0) || ' by the events' as says
        from segment_sizes as sizes
        inner join asked on sizes.refresh_id = asked.refresh_id
        left join events on sizes.segment_code = events.segment_code and sizes.refresh_id = events.refresh_id
        where (sizes.entered, sizes.exited) != (coalesce(events.entered, 0), coalesce(events.exited, 0))
        """,
    ),
    Check(
        "the log counts the members",
        (LOG, HISTORY),
        """
        select null as segment_code, asked.refresh_id,
            asked.members || ' members by the log, ' || coalesce(sum(counted.members), 0) || ' by the history' as says
        from asked left join counted on asked.refresh_id = counted.refresh_id
        group by asked.refresh_id, asked.members
        having asked.members != coalesce(sum(counted.members), 0)
        """,
    ),
)
