"""What each destination holds, and how its last plans went."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import duckdb

from orchestration.delivery.errors import UnknownDestinationError
from orchestration.delivery.store import read_store
from orchestration.project import Project
from orchestration.specs import Specs


@dataclass(frozen=True)
class DestinationStatus:
    """Describe a destination.

    Args:
        destination: its name.
        platform: where the list is.
        list_name: the list there.
        segment_code: whose members are on it.
        is_active: whether plans are made for it.
        members: customers the list holds, as it confirmed.
        uncertain: of them, those of whom nobody heard whether they are on it.
        waiting: rows that failed for a while and go with the next apply.
        parked: rows that were given up, in delivery_dead_letters.
        last_plan: the last plan that was made; None before the first.
        state: of that plan: planned, running, incomplete or done.
        refresh_id: the publication it was made from.
        finished_at: when the last apply ended, UTC.
    """

    destination: str
    platform: str
    list_name: str
    segment_code: str
    is_active: bool
    members: int = 0
    uncertain: int = 0
    waiting: int = 0
    parked: int = 0
    last_plan: str | None = None
    state: str | None = None
    refresh_id: str | None = None
    finished_at: datetime | None = None


@dataclass(frozen=True)
class ParkedRows:
    """Count rows that were given up, by action and reason."""

    action: str
    reason: str | None
    rows: int


def statuses(project: Project, specs: Specs, name: str | None = None) -> list[DestinationStatus]:
    """Describe one destination, or all of them in the order of the seed."""
    known = [one.name for one in specs.destinations]
    if name is not None and name not in known:
        raise UnknownDestinationError(name, known)
    described = [
        DestinationStatus(one.name, one.platform, one.list, one.segment_code, one.is_active)
        for one in specs.destinations
        if name in (None, one.name)
    ]
    with read_store(project) as store:
        return [_with_store(one, store) if store else one for one in described]


def parked_rows(project: Project, name: str) -> list[ParkedRows]:
    """Count what was given up at a destination."""
    with read_store(project) as store:
        if store is None:
            return []
        found = store.execute(
            "select action, reason, count(*) from delivery_dead_letters where destination = ? "
            "group by all order by all",
            [name],
        ).fetchall()
    return [ParkedRows(*row) for row in found]


def _with_store(described: DestinationStatus, store: duckdb.DuckDBPyConnection) -> DestinationStatus:
    name = described.destination
    members, uncertain, waiting, parked = store.execute(
        "select "
        "(select count(*) from delivery_members where destination = $1 and is_member), "
        "(select count(*) from delivery_members where destination = $1 and not is_certain), "
        "(select count(*) from delivery_waiting where destination = $1), "
        "(select count(*) from delivery_dead_letters where destination = $1)",
        [name],
    ).fetchall()[0]
    plans = "from delivery_plans where destination = ?"
    last = store.execute(f"select plan_id, state, refresh_id {plans} order by number desc limit 1", [name]).fetchone()
    finished = store.execute(f"select max(finished_at) {plans}", [name]).fetchall()[0][0]
    plan_id, state, refresh_id = last or (None, None, None)
    return replace(
        described, members=members, uncertain=uncertain, waiting=waiting, parked=parked,
        last_plan=plan_id, state=state, refresh_id=refresh_id, finished_at=finished,
    )  # fmt: skip
