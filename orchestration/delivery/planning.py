"""Make a plan: what differs between who should be on a list and what the list last confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

import duckdb

from orchestration.delivery.changes import find_changes, number_changes
from orchestration.delivery.errors import UnknownDestinationError
from orchestration.delivery.limits import blocked_because
from orchestration.delivery.plan import Plan, write_plan
from orchestration.delivery.plan_header import Occasion, describe
from orchestration.delivery.store import destination_lock, open_store, plans_folder
from orchestration.delivery.wanted import PUBLISHED, make_candidates
from orchestration.project import Project
from orchestration.refresh import quoting
from orchestration.refresh.errors import NothingPublishedError
from orchestration.refresh.publications import Publication, present_publication
from orchestration.specs import Destination, DestinationField, Specs


def find_destination(specs: Specs, name: str) -> tuple[Destination, tuple[DestinationField, ...]]:
    """Find a destination and what is sent to it."""
    found = next((one for one in specs.destinations if one.name == name), None)
    if found is None:
        raise UnknownDestinationError(name, [one.name for one in specs.destinations])
    return found, tuple(field for field in specs.destination_fields if field.destination == name)


@contextmanager
def planning(project: Project, specs: Specs, name: str, now: datetime) -> Iterator[Occasion]:
    """Make the candidates of a destination, which nobody else plans or applies meanwhile."""
    destination, fields = find_destination(specs, name)
    with destination_lock(project, name), published_store(project) as (store, publication):
        make_candidates(store, destination, fields)
        yield Occasion(project, store, publication, destination, fields, now)


def make_plan(project: Project, specs: Specs, name: str, now: datetime) -> Plan | None:
    """Write the plan of a destination and remember it; None when there is nothing to do.

    Args:
        project: whose publication and store.
        specs: what the seeds say.
        name: the destination.
        now: when the plan is made, UTC.
    """
    with planning(project, specs, name, now) as occasion:
        find_changes(occasion.store, occasion.destination)
        return keep_plan(occasion, "plan")


@contextmanager
def published_store(project: Project) -> Iterator[tuple[duckdb.DuckDBPyConnection, Publication]]:
    """Open the store with the published file attached, both for one transaction."""
    publication = present_publication(project)
    if publication is None:
        raise NothingPublishedError(project.published_file)
    with open_store(project) as store:
        store.execute(f"attach {quoting.plain_path(publication.path)} as {PUBLISHED} (read_only)")
        yield store, publication


def keep_plan(occasion: Occasion, kind: str) -> Plan | None:
    """Write `found_changes` as a plan file and remember it; None when nothing is left of them."""
    number_changes(occasion.store, occasion.destination.name)
    header = describe(occasion, kind)
    if header.changes == 0:
        return None
    header = replace(header, blocked=tuple(blocked_because(header, occasion.destination)))
    path = plans_folder(occasion.project) / f"{header.plan_id}.parquet"
    plan = write_plan(occasion.store, "changes", header, path)
    names = ("plan_id", "destination", "number", "kind", "refresh_id", "definition_commit", "base_version")
    kept = {
        **{name: getattr(header, name) for name in (*names, "adds", "updates", "removes")},
        "made_at": header.made,
        "path": str(plan.path),
        "checksum": plan.checksum,
        "blocked": "; ".join(header.blocked) or None,
        "state": "planned",
    }
    columns = ", ".join(f"${name} as {name}" for name in kept)
    occasion.store.execute(f"insert into delivery_plans by name select {columns}", kept)
    return plan
