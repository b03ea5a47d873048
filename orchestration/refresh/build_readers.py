"""Let questions be asked of the build file without a refresh ever failing because of one.

DuckDB lets a file be written by one process or read by several, never both. A question holds a shared lock for as long
as it has the file open, and is refused while a refresh runs. A refresh holds the same lock alone: it waits for the
questions that are being answered, and no new ones begin.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from filelock import ReadWriteLock, Timeout

from orchestration.project import Project
from orchestration.refresh.errors import NothingBuiltError, RefreshError
from orchestration.refresh.warehouse import read_warehouse

LOCK = "readers.lock"

# A question takes a second or two; an export of everybody's explanations may take longer, and is waited for in vain.
SECONDS_TO_WAIT = 30


class RefreshUnderWayError(RefreshError):
    """Refuse a question of the build file while a refresh works in it."""

    def __init__(self) -> None:
        """Say when to ask again."""
        super().__init__("a refresh is under way, and works in the file this would be read from; ask again after it")


@contextmanager
def read_build(project: Project) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the build file for one question, as long as the block lasts."""
    if not project.build_file.exists():
        raise NothingBuiltError(project.build_file)
    with _shared(project.home), read_warehouse(project.build_file) as connection:
        yield connection


@contextmanager
def without_readers(home: Path) -> Iterator[None]:
    """Wait for the questions that are being answered, and let no new one begin as long as the block lasts.

    A reader that does not end is left to the step that opens the file, which says who it is.
    """
    lock = _lock(home)
    try:
        if lock is not None:
            with contextlib.suppress(Timeout, sqlite3.Error):
                lock.acquire_write(timeout=SECONDS_TO_WAIT)
        yield
    finally:
        if lock is not None:
            lock.close()  # whichever thread took it: Dagster may end a refresh in another one


@contextmanager
def _shared(home: Path) -> Iterator[None]:
    lock = _lock(home)
    try:
        if lock is not None:
            lock.acquire_read(blocking=False)
        yield
    except Timeout as error:
        raise RefreshUnderWayError from error
    finally:
        if lock is not None:
            lock.close()


def _lock(home: Path) -> ReadWriteLock | None:
    """Give the lock; none where its file cannot be made, as in a folder that may only be read, or on a full disk."""
    try:
        return ReadWriteLock(home / LOCK, is_singleton=False)
    except (OSError, sqlite3.Error, Timeout):
        return None
