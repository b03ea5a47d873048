"""Take the history back to the last refresh that was published, whatever has happened to the build file since.

The published file is the truth. A refresh that was never published leaves rows behind in the build file; a refresh
that is redone has rows there already; a build file may be lost or come from an older backup. In each case the history
is brought to what it was right after the refresh before the one that begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb

from orchestration.project import Project
from orchestration.refresh import quoting
from orchestration.refresh.errors import RefreshError
from orchestration.refresh.log import LOG, add_failures, keep_failures
from orchestration.refresh.warehouse import open_warehouse, relation_exists

REFRESHES = LOG
HISTORY = "segment_membership_history"
FORMATIONS = "segment_formations"

# Tables with rows per refresh, and the column that holds its instant.
INSTANT_COLUMNS = {
    "segment_membership_events": "occurred_at",
    "segment_sizes": "as_of",
    "segment_migrations": "as_of",
    FORMATIONS: "formed_at",
    REFRESHES: "as_of",
}

# Failures stay in the log, whatever instant they were for.
STAYS = {REFRESHES: "status = 'failed'"}

# The snapshot's own columns are of no use to consumers, so the published file lacks them; these are dbt's values.
SNAPSHOT_COLUMNS = (
    "md5(concat_ws('|', customer_id, segment_code, cast(entered_at as varchar))) as stay_id, "
    "entered_at as recorded_at, entered_at as as_of"
)

PUBLISHED = "published"
_FAILURES = "failures_of_the_build_file"

EARLIER_THAN_ANY_REFRESH = datetime.min  # noqa: DTZ901 the warehouse keeps UTC without a zone


@dataclass(frozen=True)
class Snapshot:
    """Name a dbt snapshot and the columns that say from when to when a row held.

    Args:
        table: its relation.
        key: the columns that name what is followed.
        began: instant the row began to hold.
        ended: instant it ceased to; missing while it holds.
        told_at_end: columns filled when it ends.
    """

    table: str
    key: tuple[str, ...]
    began: str
    ended: str
    told_at_end: tuple[str, ...] = ()

    @property
    def own_columns(self) -> str:
        """Give the columns dbt works with: of no use to consumers, so the published file lacks them."""
        key = ", ".join(self.key)
        hash_of_key = f"md5(concat_ws('|', {key}, cast({self.began} as varchar)))"
        return f"{hash_of_key} as stay_id, {self.began} as recorded_at, {self.began} as as_of"


SNAPSHOTS = (
    Snapshot(HISTORY, ("customer_id", "segment_code"), "entered_at", "exited_at", ("exited_cause",)),
    Snapshot("customer_score_history", ("customer_id",), "valid_from", "valid_until"),
    Snapshot("customer_group_history", ("customer_id", "list"), "valid_from", "valid_until"),
)


@dataclass(frozen=True)
class PastRefresh:
    """Name a successful refresh.

    Args:
        refresh_id: key; keys sort as their instants do.
        as_of: its instant, UTC, without a zone as the warehouse keeps it.
    """

    refresh_id: str
    as_of: datetime


def published_is_readable(project: Project) -> bool:
    """Tell whether there is a published file that opens and holds the refreshes."""
    if not project.published_file.is_file():
        return False
    try:
        with open_warehouse(project.published_file, read_only=True) as connection:
            return relation_exists(connection, "main", REFRESHES)
    except RefreshError:
        return False


def successful_refreshes(connection: duckdb.DuckDBPyConnection, catalog: str | None = None) -> list[PastRefresh]:
    """List the successful refreshes of a database, the oldest first."""
    if not relation_exists(connection, "main", REFRESHES, catalog):
        return []
    table = f"main.{REFRESHES}" if catalog is None else f"{catalog}.main.{REFRESHES}"
    rows = connection.execute(
        f"select refresh_id, as_of from {table} where status = 'succeeded' order by refresh_id"  # noqa: S608 constants
    ).fetchall()
    return [PastRefresh(refresh_id, as_of) for refresh_id, as_of in rows]


def restore(connection: duckdb.DuckDBPyConnection) -> bool:
    """Take the history from the attached published file where the build file does not hold the same last refresh.

    Failures that only the build file has in its log stay in it.
    """
    if last_success(connection, PUBLISHED) == last_success(connection, None):
        return False
    keep_failures(connection, _FAILURES)
    own_columns = {snapshot.table: f", {snapshot.own_columns}" for snapshot in SNAPSHOTS}
    for table in (*own_columns, *INSTANT_COLUMNS):
        if relation_exists(connection, "main", table, PUBLISHED):
            selection = f"*{own_columns.get(table, '')}"
            connection.execute(
                f"create or replace table main.{table} as select {selection} from {PUBLISHED}.main.{table}"  # noqa: S608
            )
    add_failures(connection, _FAILURES)
    return True


def rewind(connection: duckdb.DuckDBPyConnection, previous: PastRefresh | None) -> None:
    """Undo everything after a refresh: its own rows stay, later ones go, stays closed later are open again."""
    instant = EARLIER_THAN_ANY_REFRESH if previous is None else previous.as_of
    for snapshot in SNAPSHOTS:
        if relation_exists(connection, "main", snapshot.table):
            reopened = ", ".join(f"{column} = null" for column in (snapshot.ended, *snapshot.told_at_end))
            for statement in (
                f"delete from main.{snapshot.table} where {snapshot.began} > ?",  # noqa: S608 constants
                f"update main.{snapshot.table} set {reopened} where {snapshot.ended} > ?",  # noqa: S608 constants
            ):
                connection.execute(statement, [instant])
    for table, column in INSTANT_COLUMNS.items():
        if relation_exists(connection, "main", table):
            stays = STAYS.get(table, "false")
            connection.execute(f"delete from main.{table} where {column} > ? and not ({stays})", [instant])  # noqa: S608 constants


def last_success(connection: duckdb.DuckDBPyConnection, catalog: str | None) -> tuple[str, datetime] | None:
    """Give key and start of the last successful refresh of a database."""
    if not relation_exists(connection, "main", REFRESHES, catalog):
        return None
    table = quoting.name(REFRESHES) if catalog is None else f"{catalog}.main.{REFRESHES}"
    row: tuple[str, datetime] | None = connection.execute(
        f"select refresh_id, started_at from {table} where status = 'succeeded' "  # noqa: S608 constants
        "order by refresh_id desc limit 1"
    ).fetchone()
    return row
