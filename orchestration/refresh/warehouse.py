"""Open the build file, and say in plain words why it cannot be opened."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from orchestration.refresh.errors import WarehouseBusyError, WarehouseFileError, WarehouseQueryError

# DuckDB: Conflicting lock is held in /usr/bin/python3.11 (PID 4242) by user root.
_LOCK_HOLDER = re.compile(r"lock is held in (?P<program>.+?) \(PID (?P<pid>\d+)\)")
MEMORY_LIMIT = "SEGMENTS_MEMORY_LIMIT"
DEFAULT_MEMORY_LIMIT = "2500MB"
IN_UTC = "set TimeZone = 'UTC'"
"""What every connection says first; a cursor is one of its own."""
_LOCK_CONFLICT = "Could not set lock on file"


@contextmanager
def open_warehouse(path: Path, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a warehouse file for as long as the block lasts."""
    if not read_only:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        connection = duckdb.connect(str(path), read_only=read_only)
    except duckdb.Error as error:
        raise opening_error(path, str(error)) from error
    try:
        connection.execute(IN_UTC)
        connection.execute("set preserve_insertion_order = false")
        connection.execute("set memory_limit = ?", [os.environ.get(MEMORY_LIMIT, DEFAULT_MEMORY_LIMIT)])
        connection.execute("set max_vacuum_tasks = 0")  # refresh/tidying.py says when gaps are closed
        yield connection
    finally:
        connection.close()


@contextmanager
def read_warehouse(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a warehouse file for questions that a file of an older house may have no answer to."""
    with open_warehouse(path, read_only=True) as connection:
        try:
            yield connection
        except duckdb.Error as error:
            raise WarehouseQueryError(path, str(error).splitlines()[0]) from error


def opening_error(path: Path, message: str) -> WarehouseBusyError | WarehouseFileError:
    """Tell a file somebody has open from one that is broken, by what DuckDB says."""
    if _LOCK_CONFLICT in message:
        holder = _LOCK_HOLDER.search(message)
        pid = int(holder["pid"]) if holder else None
        return WarehouseBusyError(path, pid, Path(holder["program"]).name if holder else None)
    return WarehouseFileError(path, message.splitlines()[0])


def relation_kind(connection: duckdb.DuckDBPyConnection, schema: str, name: str) -> str | None:
    """Tell whether a name of the database in use is a `table` or a `view`, None when it is neither."""
    found = connection.execute(
        "select table_type from information_schema.tables "
        "where table_catalog = current_database() and table_schema = ? and table_name = ?",
        [schema, name],
    ).fetchone()
    return None if found is None else "view" if found[0] == "VIEW" else "table"


def relation_exists(connection: duckdb.DuckDBPyConnection, schema: str, table: str, catalog: str | None = None) -> bool:
    """Tell whether a table or view is there, in the given database or the one in use."""
    found = connection.execute(
        "select count(*) from information_schema.tables "
        "where table_catalog = coalesce(?, current_database()) and table_schema = ? and table_name = ?",
        [catalog, schema, table],
    ).fetchone()
    return found is not None and found[0] > 0
