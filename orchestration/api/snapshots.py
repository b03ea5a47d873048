"""One published file, open for as long as somebody reads it, and what is kept in memory of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import duckdb

from orchestration.api.membership_index import MembershipIndex
from orchestration.project import Project
from orchestration.published import PublishedRefresh, last_refresh
from orchestration.published_file import Publication, PublicationMovedError, present_publication
from orchestration.refresh import quoting
from orchestration.refresh.errors import WarehouseQueryError
from orchestration.refresh.publication_errors import PublishedFileError
from orchestration.refresh.warehouse import DEFAULT_MEMORY_LIMIT, MEMORY_LIMIT

P = ParamSpec("P")
T = TypeVar("T")

_CATALOG = "published"
_TRIES = 5


class Snapshot:
    """Answer questions from one published file, whatever is published meanwhile.

    The file is attached to a database in memory: a process that connects to its path directly would share the first
    such connection with all later ones, and with it the file that was there then.
    """

    def __init__(self, path: Path, file: Publication, database: duckdb.DuckDBPyConnection) -> None:
        """Read which refresh it is of."""
        self._path = path
        self.file = file
        self.readers = 0
        self.index = MembershipIndex(self.ask)
        self._database = database
        self.refresh: PublishedRefresh = self.ask(last_refresh)
        # A refresh may be published twice: an erasure rewrites the file, a refresh is redone. A copy, such as the one
        # another server has, is the same publication.
        written = f"{self.refresh.started_at} {file.modified_ns} {file.size}"
        self.tag = f"{self.refresh.refresh_id}-{_digest(written)}"

    def ask(
        self,
        question: Callable[Concatenate[duckdb.DuckDBPyConnection, P], T],
        *arguments: P.args,
        **named: P.kwargs,
    ) -> T:
        """Ask a question on a connection of its own; several threads may at the same time."""
        with self._database.cursor() as cursor:
            try:
                cursor.execute(f"use {_CATALOG}")
                return question(cursor, *arguments, **named)
            except duckdb.Error as error:
                raise WarehouseQueryError(self._path, type(error).__name__) from error

    def etag(self, what: str) -> str:
        """Name the answer to what is asked; only who got that answer has seen this name."""
        return f'"{self.refresh.refresh_id}-{_digest(f"{self.tag} {what}")}"'

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()


def open_snapshot(project: Project) -> Snapshot:
    """Open what is published now."""
    for _ in range(_TRIES):
        file = present_publication(project)
        snapshot = Snapshot(project.published_file, file, _attach(project))
        if present_publication(project) == file:
            return snapshot
        snapshot.close()
    raise PublicationMovedError


def _attach(project: Project) -> duckdb.DuckDBPyConnection:
    database = duckdb.connect()
    try:
        database.execute("set TimeZone = 'UTC'")
        database.execute("set memory_limit = ?", [os.environ.get(MEMORY_LIMIT, DEFAULT_MEMORY_LIMIT)])
        database.execute(f"attach {quoting.plain_path(project.published_file)} as {_CATALOG} (read_only)")
        # From here on no statement can reach another file, whatever it says.
        database.execute("set enable_external_access = false")
        database.execute("set lock_configuration = true")
    except duckdb.Error as error:
        database.close()
        raise PublishedFileError(project.published_file, str(error).splitlines()[0]) from error
    return database


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
