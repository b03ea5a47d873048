"""Publish: copy what consumers read to a new file and put it in the old one's place in one move.

A reader has the old file or the new one, never a part of either, and none is ever waited for: whoever has the old file
open goes on reading it.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.refresh import quoting
from orchestration.refresh.errors import NothingToPublishError
from orchestration.refresh.log import SUCCEEDED, close_row
from orchestration.refresh.progress import Event, Observe
from orchestration.refresh.start import Refresh
from orchestration.refresh.warehouse import open_warehouse

STEP = "publish"

# BI tools on DuckDB 1.x open files of this version.
STORAGE_VERSION = "v1.0.0"

_NEXT = "next_publication"


@dataclass(frozen=True)
class PublishedRelation:
    """Say what of one relation is published.

    Args:
        schema: where dbt built it.
        name: its name there and in the published file.
        columns: the columns to publish, in order; empty for all.
        description: what the relation holds.
        column_descriptions: what each described column holds.
    """

    schema: str
    name: str
    columns: tuple[str, ...]
    description: str
    column_descriptions: dict[str, str]


def publish(refresh: Refresh, observe: Observe) -> None:
    """Close the refresh's row, copy the published relations and take the old publication's place."""
    project = refresh.project
    relations = published_relations(project.root / "target" / "manifest.json")
    fresh = project.published_file.with_name(f"{project.published_file.name}.next")
    _remove(fresh)
    with open_warehouse(project.build_file) as connection:
        close_row(connection, refresh, SUCCEEDED)
        connection.execute(
            f"attach {quoting.plain_path(fresh)} as {_NEXT} (storage_version {quoting.text(STORAGE_VERSION)})"
        )
        for done, relation in enumerate(relations):
            observe(Event(STEP, "progress", f"copying {relation.name}", done / len(relations)))
            _copy(connection, relation)
        connection.execute(f"checkpoint {_NEXT}")
        connection.execute(f"detach {_NEXT}")
    _take_place(fresh, project.published_file)
    observe(Event(STEP, "progress", f"{len(relations)} relations published", 1.0))


def published_relations(manifest: Path) -> tuple[PublishedRelation, ...]:
    """Read which relations are marked `meta.published: true`, sorted by name.

    `meta.more_columns: true` marks one that has columns beyond those dbt knows: the shop's own fields.
    """
    nodes = json.loads(manifest.read_text(encoding="utf-8"))["nodes"].values()
    relations = [
        PublishedRelation(
            schema=node["schema"],
            name=node.get("alias") or node["name"],
            columns=() if node["config"]["meta"].get("more_columns") else tuple(node["columns"]),
            description=node.get("description") or "",
            column_descriptions={
                name: column["description"] for name, column in node["columns"].items() if column.get("description")
            },
        )
        for node in nodes
        if node["resource_type"] in ("model", "seed", "snapshot") and node["config"].get("meta", {}).get("published")
    ]
    if not relations:
        raise NothingToPublishError(manifest)
    return tuple(sorted(relations, key=lambda relation: relation.name))


def _copy(connection: duckdb.DuckDBPyConnection, relation: PublishedRelation) -> None:
    target = f"{_NEXT}.main.{quoting.name(relation.name)}"
    columns = ", ".join(map(quoting.name, relation.columns)) or "*"
    source = f"{quoting.name(relation.schema)}.{quoting.name(relation.name)}"
    connection.execute(f"create table {target} as select {columns} from {source}")  # noqa: S608 quoted
    if relation.description:
        connection.execute(f"comment on table {target} is {quoting.text(relation.description)}")
    for column, description in relation.column_descriptions.items():
        connection.execute(f"comment on column {target}.{quoting.name(column)} is {quoting.text(description)}")


def _remove(fresh: Path) -> None:
    """Remove what a killed refresh may have left of its copy."""
    for path in (fresh, fresh.with_name(f"{fresh.name}.wal")):
        path.unlink(missing_ok=True)


def _take_place(fresh: Path, published: Path) -> None:
    """Move the new file over the old one, so that a loss of power leaves one of the two whole."""
    _sync(fresh)
    fresh.replace(published)
    _sync(published.parent)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
