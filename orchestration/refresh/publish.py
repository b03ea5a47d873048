"""Publish: copy what consumers read to a new file and put it in the old one's place in one move.

A reader has the old file or the new one, never a part of either, and none is ever waited for: whoever has the old file
open goes on reading it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from orchestration.exports.following import export_publication
from orchestration.refresh import quoting
from orchestration.refresh.artifacts import manifest_file, read_manifest
from orchestration.refresh.errors import NothingToPublishError
from orchestration.refresh.files import fresh_file, take_place
from orchestration.refresh.log import LOG, SUCCEEDED, close_row, take_waiting
from orchestration.refresh.progress import Event, Observe
from orchestration.refresh.publication_changes import (
    Changes,
    find_changes,
    goes_on,
    goes_on_from_published,
    remember_publication,
)
from orchestration.refresh.publication_copy import copied
from orchestration.refresh.publication_views import narrow_views
from orchestration.refresh.publication_writing import PublishedRelation, write_relations
from orchestration.refresh.publications import keep_present, prune
from orchestration.refresh.publications_to_keep import publications_to_keep
from orchestration.refresh.start import Refresh
from orchestration.refresh.warehouse import open_warehouse

STEP = "publish"

# BI tools on DuckDB 1.x open files of this version.
STORAGE_VERSION = "v1.0.0"

_NEXT = "next_publication"

_NEVER = "1 TB"


def publish(refresh: Refresh, observe: Observe) -> None:
    """Copy the published relations, close the refresh's row there, and take the old publication's place.

    The build file learns of the success last: what it calls a success was published, whenever the refresh is killed.
    """
    project = refresh.project
    kept = publications_to_keep()
    manifest = read_manifest(project)
    relations = published_relations(manifest)
    if not relations:
        raise NothingToPublishError(manifest_file(project))
    with open_warehouse(project.build_file) as connection:
        take_waiting(connection)
        fresh, changes = _begin_file(connection, refresh, manifest)
        write_relations(
            connection,
            _NEXT,
            relations,
            changes,
            lambda relation, share: observe(Event(STEP, "progress", f"copying {relation.name}", share)),
        )
        if any(relation.name == LOG for relation in relations):
            close_row(connection, refresh, SUCCEEDED, _NEXT)
        connection.execute(f"checkpoint {_NEXT}")
        connection.execute(f"detach {_NEXT}")
        keep_present(project, observe)
        take_place(fresh, project.published_file)
        keep_present(project, observe)
        prune(project, kept, observe)
        with contextlib.suppress(duckdb.Error):  # it is published; the next refresh learns it from there
            close_row(connection, refresh, SUCCEEDED)
            remember_publication(connection, refresh)
    export_publication(project, observe)
    observe(Event(STEP, "progress", f"{len(relations)} relations published", 1.0))


def published_relations(manifest: Mapping[str, Any]) -> tuple[PublishedRelation, ...]:
    """Read which relations are marked `meta.published: true`, sorted by name.

    `meta.more_columns: true` marks one that has columns beyond those dbt knows: the shop's own fields. A column with
    `meta.published: false` stays in the build file.
    """
    relations = [
        PublishedRelation(
            schema=node["schema"],
            name=node.get("alias") or node["name"],
            columns=() if node["config"]["meta"].get("more_columns") else tuple(_published_columns(node)),
            description=node.get("description") or "",
            column_descriptions={name: text for name, text in _published_columns(node).items() if text},
            segment_code=node["config"]["meta"].get("segment_code"),
        )
        for node in manifest["nodes"].values()
        if node["resource_type"] in ("model", "seed", "snapshot") and node["config"].get("meta", {}).get("published")
    ]
    return tuple(sorted(relations, key=lambda relation: relation.name))


def _published_columns(node: dict[str, Any]) -> dict[str, str]:
    """Give the columns of a node that consumers get, with what each holds."""
    return {
        name: column.get("description") or ""
        for name, column in node["columns"].items()
        if column["config"]["meta"].get("published", True)
    }


def _begin_file(
    connection: duckdb.DuckDBPyConnection, refresh: Refresh, manifest: Mapping[str, Any]
) -> tuple[Path, Changes | None]:
    """Attach the file to fill: a copy of the last publication with what changed in it, or an empty one and None."""
    project = refresh.project
    # Written once, at the end: of a refresh that is killed nobody reads the file.
    connection.execute(f"set checkpoint_threshold = {quoting.text(_NEVER)}")
    if goes_on_from_published(connection, project):
        fresh = copied(project.published_file)
        _attach(connection, fresh)
        changes = find_changes(connection, refresh, _NEXT) if goes_on(connection, _NEXT) else None
        if changes is not None:
            return fresh, narrow_views(connection, changes, manifest)
        connection.execute(f"detach {_NEXT}")
    fresh = fresh_file(project.published_file)
    _attach(connection, fresh)
    return fresh, None


def _attach(connection: duckdb.DuckDBPyConnection, fresh: Path) -> None:
    connection.execute(
        f"attach {quoting.plain_path(fresh)} as {_NEXT} "
        f"(storage_version {quoting.text(STORAGE_VERSION)}, recovery_mode no_wal_writes)"
    )
