"""Go back: a plan that makes a list what it was after an earlier plan, as far as consent still allows."""

from __future__ import annotations

from datetime import datetime

from orchestration.delivery.errors import NothingToRollBackError
from orchestration.delivery.plan import Plan
from orchestration.delivery.planning import keep_plan, planning
from orchestration.delivery.staleness import find_withdrawn
from orchestration.project import Project
from orchestration.specs import Specs


def make_rollback(project: Project, specs: Specs, name: str, plan_id: str | None, now: datetime) -> Plan | None:
    """Write a plan that undoes what was applied after another plan; None when the list is that way already.

    Nobody is put back who may not be written to now: no consent, suppressed, erased. Who has moved to another address
    since stays as they are.

    Args:
        project: whose publication and store.
        specs: what the seeds say.
        name: the destination.
        plan_id: the plan whose outcome is wanted again; by default the one before the last that was applied.
        now: when the plan is made, UTC.
    """
    with planning(project, specs, name, now) as occasion:
        store = occasion.store
        applied = store.execute(
            "select plan_id, number from delivery_plans where destination = ? and state != 'planned' order by number",
            [name],
        ).fetchall()
        numbers = dict(applied)
        if not applied or (plan_id is not None and plan_id not in numbers):
            raise NothingToRollBackError(name, plan_id, list(numbers))
        after = numbers[plan_id] if plan_id is not None else applied[-1][1] - 1
        store.execute(
            """
            create or replace temp table all_changes as
            with

            earlier as (
                select customer_id, arg_min(was_member, number) as was_member, arg_min(address, number) as address,
                    arg_min(fields, number) as fields
                from delivery_past
                where destination = $destination and number > $after
                group by customer_id
            ),

            compared as (
                select
                    earlier.customer_id, earlier.was_member, earlier.address, earlier.fields,
                    held.is_member, held.address as held_address, held.version,
                    coalesce(lower(earlier.address) != lower(held.address), false) as has_moved,
                    held.fields is distinct from earlier.fields or not held.is_certain as is_stale
                from earlier
                inner join delivery_members as held
                    on held.destination = $destination and earlier.customer_id = held.customer_id
            )

            select customer_id, 'remove' as action, held_address as address, null as fields, version,
                'rollback' as reason
            from compared where is_member and (not was_member or has_moved)
            union all
            select customer_id, 'update', address, fields, version, 'rollback'
            from compared where is_member and was_member and not has_moved and is_stale
            union all
            select customer_id, 'add', address, fields, version, 'rollback'
            from compared where was_member and (not is_member or has_moved)
            """,
            {"destination": name, "after": after},
        )
        # Who must not be written to is not put back: these rows are judged as those of a plan that was made long ago.
        store.execute(
            "create or replace temp table plan_rows as select row_number() over () as position, * from all_changes"
        )
        find_withdrawn(store, occasion.destination.consent_channel)
        store.execute(
            "create or replace temp table found_changes as "
            "select * exclude (position) from plan_rows anti join withdrawn using (position) where customer_id not in "
            "(select customer_id from plan_rows inner join withdrawn using (position) "
            "where withdrawn.reason = 'address_changed')"
        )
        return keep_plan(occasion, "rollback")
