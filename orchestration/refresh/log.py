"""The refresh's own row in `segment_refreshes`: `begin` writes it, dbt fills it in, the end of the refresh closes it.

Refreshes that failed or were killed stay in the log, each under its own start: a key is refresh and start together.
They are never taken for a part of the history, which knows successes only.
"""

from __future__ import annotations

import time
from datetime import timedelta

import duckdb

from orchestration.refresh.start import Refresh
from orchestration.refresh.warehouse import relation_exists

LOG = "segment_refreshes"

RUNNING = "running"
SUCCEEDED = "succeeded"
FAILED = "failed"

# Before the first build there is no log yet: what failed until then waits here.
_SCHEMA, _TABLE = "operations", "refreshes_before_the_log"
WAITING = f"{_SCHEMA}.{_TABLE}"

_COLUMNS = {
    "refresh_id": "varchar",
    "as_of": "timestamp",
    "started_at": "timestamp",
    "finished_at": "timestamp",
    "status": "varchar",
    "definition_commit": "varchar",
    "seconds": "double",
}
_NAMES = ", ".join(_COLUMNS)


def fail_unfinished(connection: duckdb.DuckDBPyConnection) -> None:
    """Mark the refreshes failed that still ran when they were killed, before anything else is done to the log."""
    connection.execute(
        f"update {_log(connection)} set status = '{FAILED}' where status = '{RUNNING}'"  # noqa: S608 constants
    )
    take_waiting(connection)


def take_waiting(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring what failed before there was a log into it."""
    if relation_exists(connection, _SCHEMA, _TABLE) and relation_exists(connection, "main", LOG):
        add_failures(connection, WAITING)
        connection.execute(f"drop table {WAITING}")


def open_row(connection: duckdb.DuckDBPyConnection, refresh: Refresh) -> None:
    """Write down that the refresh runs."""
    _write_row(connection, refresh, _log(connection), RUNNING)


def close_row(connection: duckdb.DuckDBPyConnection, refresh: Refresh, status: str, catalog: str | None = None) -> None:
    """Write how the refresh ended; one that was published did not fail, whatever stopped it after that.

    Args:
        connection: where the log is.
        refresh: the refresh.
        status: how it ended.
        catalog: the attached file whose log is meant; the build file's when missing.
    """
    log = _log(connection) if catalog is None else f"{catalog}.main.{LOG}"
    seconds = time.monotonic() - refresh.clock
    finished_at = refresh.started_at.replace(tzinfo=None) + timedelta(seconds=round(seconds))
    # A refresh that failed before `begin` has no row yet.
    _write_row(connection, refresh, log, status)
    is_open = "" if status == SUCCEEDED else f" and status != '{SUCCEEDED}'"
    connection.execute(
        f"update {log} set status = ?, finished_at = ?, seconds = ? where {_IS_ITS_ROW}{is_open}",  # noqa: S608
        [status, finished_at, round(seconds, 1), *_key(refresh)],
    )


def keep_failures(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Put the failures of the build file's log aside, into a temporary table, while the log is replaced."""
    source = f"from {_log(connection)} where status = '{FAILED}'"
    connection.execute(f"create or replace temp table {table} as select {_NAMES} {source}")


def add_failures(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Add the failures of a table to the log, but for those it has or knows better about."""
    connection.execute(
        f"insert into main.{LOG} by name select {_NAMES} from {table} where status = '{FAILED}' "  # noqa: S608 constants
        f"and (refresh_id, started_at) not in (select (refresh_id, started_at) from main.{LOG})"
    )


_IS_ITS_ROW = "refresh_id = ? and started_at = ?"


def _key(refresh: Refresh) -> list[object]:
    return [refresh.refresh_id, refresh.started_at.replace(tzinfo=None)]


def _log(connection: duckdb.DuckDBPyConnection) -> str:
    """Give the table that holds the log, which is another one before the first build."""
    if relation_exists(connection, "main", LOG):
        return f"main.{LOG}"
    columns = ", ".join(f"{name} {kind}" for name, kind in _COLUMNS.items())
    connection.execute(f"create schema if not exists {_SCHEMA}")
    connection.execute(f"create table if not exists {WAITING} ({columns})")
    return WAITING


def _write_row(connection: duckdb.DuckDBPyConnection, refresh: Refresh, log: str, status: str) -> None:
    """Write the refresh's row where it is not there."""
    connection.execute(
        f"insert into {log} by name "
        "select ? as refresh_id, ? as started_at, ? as as_of, ? as definition_commit, ? as status "
        f"where not exists (from {log} where {_IS_ITS_ROW})",
        [
            *_key(refresh),
            refresh.as_of.replace(tzinfo=None),
            refresh.definition_commit,
            status,
            *_key(refresh),
        ],
    )
