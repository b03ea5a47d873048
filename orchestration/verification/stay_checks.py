"""Are the stays possible, and are events and definitions theirs?"""

from __future__ import annotations

from orchestration.verification.check import EVENTS, HISTORY, LOG, REFRESH_OF, Check, both_ways

STAY_CHECKS = (
    Check(
        "events are the stays that began or ended, with their causes",
        (HISTORY, EVENTS),
        both_ways(
            f"""
            select customer_id, segment_code, 'entered' as event, {REFRESH_OF.format("entered_at")} as refresh_id,
                entered_at as changed_at, entered_cause as cause
            from segment_membership_history where entered_at in (select as_of from asked)
            union all
            select customer_id, segment_code, 'exited', {REFRESH_OF.format("exited_at")}, exited_at, exited_cause
            from segment_membership_history where exited_at in (select as_of from asked)
            """,  # noqa: S608 constants
            "the history",
            """
            select customer_id, segment_code, event, refresh_id, occurred_at as changed_at, cause
            from segment_membership_events where refresh_id in (select refresh_id from asked)
            """,
            "the events",
        ),
    ),
    Check(
        "every event is of a refresh in the log",
        (EVENTS, LOG),
        """
        select segment_code, refresh_id, 'an event of a refresh that is not in the log' as says
        from segment_membership_events where refresh_id not in (select refresh_id from refreshes)
        """,
    ),
    Check(
        "every stay begins and ends at a refresh in the log",
        (HISTORY, LOG),
        f"""
        select segment_code, {REFRESH_OF.format("changed_at")} as refresh_id,
            'a stay that changes at no refresh' as says
        from (
            select segment_code, entered_at as changed_at from segment_membership_history
            union all
            select segment_code, exited_at from segment_membership_history where exited_at is not null
        )
        where changed_at not in (select as_of from refreshes)
        """,  # noqa: S608 constants
    ),
    Check(
        "every stay begins before it ends",
        (HISTORY,),
        f"""
        select segment_code, {REFRESH_OF.format("entered_at")} as refresh_id,
            'a stay that ends at ' || {REFRESH_OF.format("exited_at")} as says
        from segment_membership_history where entered_at >= exited_at
        """,  # noqa: S608 constants
    ),
    Check(
        "no two stays of a customer in a segment overlap",
        (HISTORY,),
        f"""
        with several as (
            select customer_id, segment_code from segment_membership_history group by all having count(*) > 1
        ),
        stays as (
            select segment_code, entered_at,
                lag(coalesce(exited_at, 'infinity')) over (
                    partition by customer_id, segment_code order by entered_at
                ) as free_from
            from segment_membership_history where (customer_id, segment_code) in (from several)
        )
        select segment_code, {REFRESH_OF.format("entered_at")} as refresh_id,
            'a stay that begins before the one before it has ended' as says
        from stays where entered_at < free_from
        """,  # noqa: S608 constants
    ),
    Check(
        "definitions are those the segments were formed under",
        (LOG, "segment_formations"),
        """
        with logged as (
            select log.refresh_id, log.as_of, unnest(json_keys(log.definition_hashes)) as segment_code,
                log.definition_hashes
            from segment_refreshes as log
            inner join asked on log.refresh_id = asked.refresh_id
            where log.status = 'succeeded'
        )
        select logged.segment_code, logged.refresh_id,
            left(any_value(logged.definition_hashes ->> logged.segment_code), 8) || ' in the log, '
            || coalesce(left(arg_max(formations.definition_hash, formations.formed_at), 8), 'none')
            || ' in segment_formations' as says
        from logged
        left join segment_formations as formations
            on logged.segment_code = formations.segment_code and formations.formed_at <= logged.as_of
        group by all
        having any_value(logged.definition_hashes ->> logged.segment_code)
            is distinct from arg_max(formations.definition_hash, formations.formed_at)
        """,
    ),
)
