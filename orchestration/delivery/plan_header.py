"""What a plan says of itself: where it is from, how much it does, whom it leaves out and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import duckdb

from orchestration.delivery.plan import SAMPLE, PlanHeader
from orchestration.delivery.wanted import PUBLISHED
from orchestration.project import Project
from orchestration.refresh.publications import Publication
from orchestration.specs import Destination, DestinationField


@dataclass(frozen=True)
class Occasion:
    """Hold what a plan is made from.

    Args:
        project: whose plan.
        store: open, with the published file attached as `published`.
        publication: what that file holds.
        destination: the list.
        fields: what is sent of each member.
        now: when, UTC.
    """

    project: Project
    store: duckdb.DuckDBPyConnection
    publication: Publication
    destination: Destination
    fields: tuple[DestinationField, ...]
    now: datetime


def definition_of(destination: Destination, fields: Sequence[DestinationField]) -> str:
    """Give a hash of everything the seeds say of a destination, wherever they say it."""
    said = [destination.model_dump_json(exclude={"line"}), *(one.model_dump_json(exclude={"line"}) for one in fields)]
    return sha256("\n".join(said).encode()).hexdigest()[:16]


def describe(occasion: Occasion, kind: str) -> PlanHeader:
    """Describe the plan that the temporary tables `candidates`, `keyed_changes` and `changes` are of."""
    store, destination = occasion.store, occasion.destination
    counts = dict(store.execute("select action, count(*) from changes group by action").fetchall())
    removed = store.execute(
        "select reason, count(*) from changes where action = 'remove' group by reason order by reason"
    ).fetchall()
    kept_off = store.execute(
        "select why_not, count(*) from candidates where is_in_segment and why_not is not null group by all order by all"
    ).fetchall()
    sample = store.execute(
        f"select action, list(customer_id order by position)[:{SAMPLE}] from changes group by action order by action"  # noqa: S608
    ).fetchall()
    number, version, held, parked = store.execute(
        "select (select count(*) from delivery_plans where destination = $1), "
        "(select count(*) from delivery_plans where destination = $1 and state != 'planned'), "
        "(select count(*) from delivery_members where destination = $1 and is_member), "
        "(select count(*) from keyed_changes) - (select count(*) from changes)",
        [destination.name],
    ).fetchall()[0]
    commit = store.execute(
        f"select definition_commit from {PUBLISHED}.segment_refreshes where refresh_id = ?",  # noqa: S608 constants
        [occasion.publication.refresh_id],
    ).fetchone()
    return PlanHeader(
        plan_id=f"{destination.name}-{occasion.publication.refresh_id}-{number + 1}",
        destination=destination.name,
        number=number + 1,
        kind=kind,
        platform=destination.platform,
        list_name=destination.list,
        segment_code=destination.segment_code,
        definition=definition_of(destination, occasion.fields),
        refresh_id=occasion.publication.refresh_id,
        definition_commit=commit[0] if commit else None,
        base_version=version,
        made_at=f"{occasion.now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        held=held,
        adds=counts.get("add", 0),
        updates=counts.get("update", 0),
        removes=counts.get("remove", 0),
        parked=parked,
        removed_because=dict(removed),
        kept_off=dict(kept_off),
        sample=dict(sample),
    )
