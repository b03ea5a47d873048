"""Tell triggers of entries and exits: refresh by refresh, in signed messages, each event until it is settled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from orchestration.delivery.outbox import (
    TriggerEvent,
    due,
    find_trigger,
    move_cursor,
    refresh_to_tell,
    settle,
    settle_without_telling,
)
from orchestration.delivery.planning import published_store
from orchestration.delivery.store import destination_lock, open_store
from orchestration.project import Project
from orchestration.specs import Specs, Trigger

MESSAGE_SIZE = 100
"""Events in one message at most."""

Tell = Callable[[Trigger, Sequence[TriggerEvent]], Iterator[tuple[Sequence[TriggerEvent], str]]]
"""Tells of some events, and gives them with how they ended; what it raises leaves the rest for the next time."""


@dataclass(frozen=True)
class Due:
    """Hold the events of one refresh that a trigger is to be told of."""

    refresh_id: str
    events: Sequence[TriggerEvent]


@dataclass(frozen=True)
class Told:
    """Say what a trigger was told of.

    Args:
        trigger: its name.
        refreshes: refreshes that had something to tell.
        outcomes: events by how they ended, those that started nothing among them by the reason.
    """

    trigger: str
    refreshes: int
    outcomes: dict[str, int]


def run_trigger(project: Project, specs: Specs, name: str, now: datetime, tell: Tell) -> Told:
    """Tell a trigger of all that was published since its cursor; raised errors leave what is left for the next time.

    Args:
        project: whose publication and store.
        specs: what the seeds say.
        name: the trigger.
        now: when, UTC; stands in what is written down.
        tell: does it.
    """
    trigger = find_trigger(specs, name)
    refreshes = 0
    with destination_lock(project, f"trigger-{name}"):
        with open_store(project) as store:
            before = _outcomes(store, name)
        while (found := next_events(project, trigger, now)) is not None:
            refreshes += 1
            for some in batched(found.events, MESSAGE_SIZE):
                for ended, outcome in tell(trigger, some):
                    with open_store(project) as store:
                        settle(store, trigger, ended, outcome, _instant(now))
            confirm(project, trigger, found.refresh_id, now)
        with open_store(project) as store:
            after = _outcomes(store, name)
    new = {outcome: number - before.get(outcome, 0) for outcome, number in after.items()}
    return Told(name, refreshes, {outcome: number for outcome, number in new.items() if number})


def next_events(project: Project, trigger: Trigger, now: datetime) -> Due | None:
    """Give what a trigger is to be told of next, of one refresh; None when it has heard everything.

    What starts nothing is settled on the way, and refreshes without an event are left behind.
    """
    while True:
        with published_store(project) as (store, publication):
            refresh_id = refresh_to_tell(store, trigger, publication.refresh_id)
            if refresh_id is None:
                return None
            settle_without_telling(store, trigger, refresh_id, _instant(now))
            events = due(store)
            if events:
                return Due(refresh_id, events)
            move_cursor(store, trigger, refresh_id)


def confirm(project: Project, trigger: Trigger, refresh_id: str, now: datetime, outcome: str | None = None) -> None:
    """Leave a refresh behind; with an outcome, its events that are not settled yet have ended so.

    Done again, or late, it changes nothing.
    """
    with published_store(project) as (store, publication):
        if refresh_to_tell(store, trigger, publication.refresh_id) != refresh_id:
            return
        if outcome is not None:
            settle_without_telling(store, trigger, refresh_id, _instant(now))
            settle(store, trigger, due(store), outcome, _instant(now))
        move_cursor(store, trigger, refresh_id)


def batched(events: Sequence[TriggerEvent], size: int) -> Iterator[Sequence[TriggerEvent]]:
    """Cut events into messages."""
    for begin in range(0, len(events), size):
        yield events[begin : begin + size]


def _outcomes(store: duckdb.DuckDBPyConnection, name: str) -> dict[str, int]:
    return dict(
        store.execute(
            "select outcome, count(*) from trigger_deliveries where trigger = ? group by outcome order by outcome",
            [name],
        ).fetchall()
    )


def _instant(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(tzinfo=None)
