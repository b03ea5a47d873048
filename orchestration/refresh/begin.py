"""Begin a refresh: take the history back to the last published refresh and write down what the models compare with."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from orchestration.delivery.suppressions import write_suppressions
from orchestration.erasure.tombstones import is_stand_in
from orchestration.project import Project
from orchestration.refresh import quoting
from orchestration.refresh.broken_files import is_whole
from orchestration.refresh.continuation import begin_attempt
from orchestration.refresh.errors import AsOfTooOldError
from orchestration.refresh.history import (
    FORMATIONS,
    HISTORY,
    PUBLISHED,
    REFRESHES,
    PastRefresh,
    last_success,
    published_is_readable,
    restore,
    rewind,
    successful_refreshes,
)
from orchestration.refresh.log import fail_unfinished, open_row
from orchestration.refresh.progress import Event, Observe
from orchestration.refresh.publication_errors import HistoryLostError
from orchestration.refresh.publications import kept_publications
from orchestration.refresh.retired import drop_retired
from orchestration.refresh.start import Refresh
from orchestration.refresh.unreadable_views import drop_unreadable_views
from orchestration.refresh.warehouse import open_warehouse, relation_exists, relation_kind
from orchestration.specs import read_specs

STEP = "begin"
SCHEMA = "operations"


def begin(refresh: Refresh, observe: Observe) -> None:
    """Rewind what was never published or is redone, and write the `operations` tables; all of it or nothing."""
    observe(Event(STEP, "progress", "looking for the last published refresh"))
    broken: set[Path] = set()
    while not _has_begun(refresh, observe, broken):
        pass
    observe(Event(STEP, "progress", "the history is ready", 1.0))


def _has_begun(refresh: Refresh, observe: Observe, broken: set[Path]) -> bool:
    """Begin from the last publication; when that turns out to be damaged inside, remember it and do nothing."""
    with open_warehouse(refresh.project.build_file) as connection:
        drop_unreadable_views(connection)
        published = _last_publication(connection, refresh.project, observe, broken)
        try:
            if published:
                connection.execute(f"attach {quoting.plain_path(published)} as {PUBLISHED} (read_only)")
            connection.execute("begin")
            _begin(connection, refresh, observe, PUBLISHED if published else None)
            connection.execute("commit")
        except duckdb.Error:
            if published is None or is_whole(published):
                raise
            broken.add(published)
            return False
        if published:
            connection.execute(f"detach {PUBLISHED}")
    return True


def _last_publication(
    connection: duckdb.DuckDBPyConnection, project: Project, observe: Observe, broken: Collection[Path]
) -> Path | None:
    """Give the file that knows the history: the published one, else what is kept of it, unless the build knows more."""
    if project.published_file not in broken and published_is_readable(project):
        return project.published_file
    built = last_success(connection, None)
    kept = next((one for one in kept_publications(project) if one.path not in broken), None)
    takes_kept = kept is not None and (built is None or (kept.refresh_id, kept.started_at) > built)
    if project.published_file.exists() or takes_kept:
        state = "not readable" if project.published_file.exists() else "missing"
        instead = (
            f"the history of {kept.path.name}, which was kept,"
            if kept and takes_kept
            else "the build file's own history"
        )
        observe(Event(STEP, "warning", f"{project.published_file} is {state}; {instead} is used"))
    if built is None and kept is None and project.published_file.exists():
        raise HistoryLostError(project.published_file)
    return kept.path if kept and takes_kept else None


def _begin(connection: duckdb.DuckDBPyConnection, refresh: Refresh, observe: Observe, published: str | None) -> None:
    past = successful_refreshes(connection, published)
    if past and past[-1].refresh_id > refresh.refresh_id:
        raise AsOfTooOldError(refresh.as_of, past[-1].as_of.replace(tzinfo=UTC))
    fail_unfinished(connection)
    if published and restore(connection) and relation_exists(connection, "main", HISTORY):
        observe(Event(STEP, "note", "the history was taken from the published file"))
    earlier = [one for one in past if one.refresh_id < refresh.refresh_id]
    previous = earlier[-1] if earlier else None
    rewind(connection, previous)
    open_row(connection, refresh)
    for relation in drop_retired(connection, read_specs(refresh.project)):
        observe(Event(STEP, "note", f"{relation} is retired and was dropped"))
    connection.execute(f"create schema if not exists {SCHEMA}")
    last = last_success(connection, published)
    reason = begin_attempt(connection, refresh, previous, last)
    if reason and previous:
        observe(Event(STEP, "note", f"everything is computed anew: {reason}"))
    _write_operations(connection, previous)
    write_suppressions(connection, refresh.project, f"{SCHEMA}.suppressed_addresses")


def _write_operations(connection: duckdb.DuckDBPyConnection, previous: PastRefresh | None) -> None:
    connection.execute(f"create or replace table {SCHEMA}.previous_refresh (refresh_id varchar, as_of timestamp)")
    if previous is not None:
        connection.execute(
            f"insert into {SCHEMA}.previous_refresh by name select ? as refresh_id, ? as as_of",
            [previous.refresh_id, previous.as_of],
        )
    _show_previous_members(connection, previous)
    connection.execute(
        f"create or replace table {SCHEMA}.previous_definitions "
        "(segment_code varchar, definition_hash varchar, foundation_hash varchar)"
    )
    if relation_exists(connection, "main", FORMATIONS):
        connection.execute(
            f"insert into {SCHEMA}.previous_definitions by name "  # noqa: S608 constants
            "select segment_code, arg_max(definition_hash, formed_at) as definition_hash, "
            "arg_max(foundation_hash, formed_at) as foundation_hash "
            f"from main.{FORMATIONS} group by segment_code"
        )
    connection.execute(
        f"create or replace table {SCHEMA}.previous_watermarks (table_name varchar, watermark timestamp)"
    )
    row = (
        previous
        and connection.execute(
            f"select source_watermarks from main.{REFRESHES} where refresh_id = ? and status = 'succeeded'",  # noqa: S608
            [previous.refresh_id],
        ).fetchone()
    )
    if row and (marks := _watermarks(row[0])):
        connection.executemany(f"insert into {SCHEMA}.previous_watermarks values (?, ?)", marks)  # noqa: S608 constants


def _show_previous_members(connection: duckdb.DuckDBPyConnection, previous: PastRefresh | None) -> None:
    """Make a view of who belonged at the last refresh; it holds through this one, whatever that adds and ends."""
    relation = f"{SCHEMA}.previous_members"
    kind = relation_kind(connection, SCHEMA, "previous_members")
    if kind:
        connection.execute(f"drop {kind} {relation}")
    if previous is None or not relation_exists(connection, "main", HISTORY):
        connection.execute(f"create table {relation} (customer_id varchar, segment_code varchar)")
        return
    instant = f"cast({quoting.text(previous.as_of.isoformat())} as timestamp)"
    connection.execute(
        f"create view {relation} as select customer_id, segment_code from main.{HISTORY} "  # noqa: S608 quoted
        f"where entered_at <= {instant} and (exited_at is null or exited_at > {instant}) "
        f"and not {is_stand_in('customer_id')}"
    )


def _watermarks(text: str | None) -> list[tuple[str, datetime]]:
    """Read the watermarks of a refresh from its row in the log."""
    marks = json.loads(text) if text else {}
    return [
        (table, datetime.strptime(mark, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC).replace(tzinfo=None))
        for table, mark in marks.items()
    ]
