"""Entries and exits that a trigger has not been told of: what is published is the outbox, each trigger has a cursor.

A cursor stands at a refresh and moves on when everything of the next one is settled, so an event is told at least once,
and in the order of refreshes. Its key is the same whenever it is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import duckdb

from orchestration.delivery.errors import UnknownTriggerError
from orchestration.delivery.wanted import ADDRESSES, PUBLISHED
from orchestration.specs import Specs, Trigger
from orchestration.specs.cells import WHITE_SPACE

SENT = ("done", "given_to_a_job")
"""Outcomes of events that were told; the others were settled without."""


@dataclass(frozen=True)
class TriggerEvent:
    """Hold one entry or exit that a trigger is told of.

    Args:
        key: the same whenever it is told.
        customer_id: who.
        occurred_at: `as_of` of the refresh that saw it, UTC.
        cause: why.
        address: where the customer may be written to, if the trigger asks for consent.
    """

    key: str
    customer_id: str
    occurred_at: datetime
    cause: str
    address: str | None = field(default=None, repr=False)


def find_trigger(specs: Specs, name: str) -> Trigger:
    """Find a trigger."""
    found = next((one for one in specs.triggers if one.name == name), None)
    if found is None:
        raise UnknownTriggerError(name, [one.name for one in specs.triggers])
    return found


def refresh_to_tell(store: duckdb.DuckDBPyConnection, trigger: Trigger, published: str) -> str | None:
    """Give the first refresh behind the cursor; None at the end. A trigger that is new begins with the next refresh."""
    found = store.execute("select refresh_id from trigger_cursors where trigger = ?", [trigger.name]).fetchone()
    if found is None:
        store.execute("insert into trigger_cursors values (?, ?)", [trigger.name, published])
        return None
    row = store.execute(
        f"select min(refresh_id) from {PUBLISHED}.segment_refreshes where refresh_id > ? and status = 'succeeded'",  # noqa: S608
        [found[0]],
    ).fetchone()
    return str(row[0]) if row and row[0] else None


def settle_without_telling(store: duckdb.DuckDBPyConnection, trigger: Trigger, refresh_id: str, now: datetime) -> None:
    """Make the temporary table `due_events` of a refresh, and settle those that start nothing, with the reason."""
    address = ADDRESSES[trigger.consent_channel] if trigger.consent_channel else "null"
    again = "true" if trigger.every is None else f"told.last_at > events.occurred_at - interval {trigger.every:d} days"
    store.execute(
        f"""
        create or replace temp table due_events as
        with

        events as (
            select
                customer_id, occurred_at, cause,
                md5(concat_ws(chr(31), $trigger, $segment, customer_id, event, occurred_at)) as key
            from {PUBLISHED}.segment_membership_events
            where segment_code = $segment and event = $event and refresh_id = $refresh
        ),

        told as (
            select customer_id, max(occurred_at) as last_at from trigger_deliveries
            where trigger = $trigger and outcome in {SENT}
            group by customer_id
        )

        select
            events.*,
            {address} as address,
            case
                when not list_contains($causes, events.cause) then 'other_cause'
                when customers.customer_id is null then 'erased'
                when $event = 'entered' and members.customer_id is null then 'left_since'
                when $event = 'exited' and members.customer_id is not null then 'returned_since'
                when told.customer_id is not null and {again} then 'told_before'
                when $channel is not null and not coalesce(consent.may_be_contacted, false)
                    then coalesce(consent.reason, 'no_consent')
            end as why_not
        from events
        left join {PUBLISHED}.customer_aggregates as customers on events.customer_id = customers.customer_id
        left join {PUBLISHED}.segment_memberships as members
            on events.customer_id = members.customer_id and members.segment_code = $segment
        left join {PUBLISHED}.delivery_consent as consent
            on events.customer_id = consent.customer_id and consent.channel = $channel
        left join told on events.customer_id = told.customer_id
        where events.key not in (select key from trigger_deliveries where trigger = $trigger)
        """,  # noqa: S608 constants
        {
            "trigger": trigger.name,
            "segment": trigger.segment_code,
            "event": trigger.event,
            "refresh": refresh_id,
            "causes": list(trigger.causes),
            "channel": trigger.consent_channel,
            **({"white_space": WHITE_SPACE} if trigger.consent_channel else {}),
        },
    )
    store.execute(
        "insert into trigger_deliveries select ?, customer_id, key, occurred_at, why_not, ? from due_events "
        "where why_not is not null",
        [trigger.name, now],
    )


def due(store: duckdb.DuckDBPyConnection) -> list[TriggerEvent]:
    """Give the events of `due_events` that are to be told, in the order of customers."""
    rows = store.execute(
        "select key, customer_id, occurred_at, cause, address from due_events where why_not is null "
        "order by customer_id"
    ).fetchall()
    return [TriggerEvent(*row) for row in rows]


def settle(
    store: duckdb.DuckDBPyConnection, trigger: Trigger, events: Sequence[TriggerEvent], outcome: str, now: datetime
) -> None:
    """Write down how events ended."""
    store.execute(
        "insert into trigger_deliveries "
        "select ?, unnest(?::varchar[]), unnest(?::varchar[]), unnest(?::timestamp[]), ?, ?",
        [
            trigger.name,
            [one.customer_id for one in events],
            [one.key for one in events],
            [one.occurred_at for one in events],
            outcome,
            now,
        ],
    )


def move_cursor(store: duckdb.DuckDBPyConnection, trigger: Trigger, refresh_id: str) -> None:
    """Say that everything of a refresh is settled."""
    store.execute("update trigger_cursors set refresh_id = ? where trigger = ?", [refresh_id, trigger.name])
