"""Write the published relations into the fresh file: whole, or what changed in those of the file that was copied."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Lock

import duckdb

from orchestration.refresh import quoting
from orchestration.refresh.publication_changes import Changes, replace_customers, replace_members
from orchestration.refresh.publication_views import DATABASE as NARROW
from orchestration.refresh.warehouse import IN_UTC

Tell = Callable[["PublishedRelation", float], None]

# To find a few rows and put others in their place keeps one core busy, to copy a relation all there are.
WRITERS_OF_CHANGES = 2


@dataclass(frozen=True)
class PublishedRelation:
    """Say what of one relation is published.

    Args:
        schema: where dbt built it.
        name: its name there and in the published file.
        columns: the columns to publish, in order; empty for all.
        description: what the relation holds.
        column_descriptions: what each described column holds.
        segment_code: the segment whose members it holds; None for any other relation.
    """

    schema: str
    name: str
    columns: tuple[str, ...]
    description: str
    column_descriptions: dict[str, str]
    segment_code: str | None = None


class _Waiting:
    """Relations that no writer has taken yet."""

    def __init__(self, relations: Sequence[PublishedRelation], tell: Tell) -> None:
        self._relations = enumerate(relations)
        self._number = len(relations)
        self._tell = tell
        self._lock = Lock()

    def taken(self) -> Iterator[PublishedRelation]:
        """Take one after the other, until none is left or one writer has stopped."""
        while True:
            with self._lock:
                done, relation = next(self._relations, (0, None))
                if relation is None:
                    return
                self._tell(relation, done / self._number)
            yield relation

    def stop(self) -> None:
        """Leave none."""
        with self._lock:
            deque(self._relations, maxlen=0)


def write_relations(
    connection: duckdb.DuckDBPyConnection,
    database: str,
    relations: Sequence[PublishedRelation],
    changes: Changes | None,
    tell: Tell,
) -> None:
    """Write every relation.

    Args:
        connection: the build file, with the fresh file attached.
        database: what the fresh file is attached as.
        relations: what is published.
        changes: what differs from the publication the file is a copy of; None when it is empty.
        tell: gets each relation before it is written, with the share that is done; not always called from this thread.
    """
    waiting = _Waiting(relations, tell)

    def work() -> None:
        with connection.cursor() as own:
            own.execute(IN_UTC)
            own.execute("begin")
            try:
                for relation in waiting.taken():
                    _write(own, database, relation, changes)
            except BaseException:  # the other writer need not finish what nobody will read
                waiting.stop()
                raise
            own.execute("commit")

    if changes is None:
        work()
        return
    with ThreadPoolExecutor(WRITERS_OF_CHANGES, thread_name_prefix="publish") as pool:
        writers = [pool.submit(work) for _ in range(WRITERS_OF_CHANGES)]
        try:
            for writer in writers:
                writer.result()
        except BaseException:  # Ctrl-C: they end after the relation they are at
            waiting.stop()
            raise


def _write(
    connection: duckdb.DuckDBPyConnection, database: str, relation: PublishedRelation, changes: Changes | None
) -> None:
    target = f"{database}.main.{quoting.name(relation.name)}"
    source = f"{quoting.name(relation.schema)}.{quoting.name(relation.name)}"
    if changes is not None:
        code = relation.segment_code
        if code is not None and (code not in changes.segments or replace_members(connection, changes, code, target)):
            return
        asked = f"{NARROW}.{source}" if relation.name in changes.narrow else source
        if replace_customers(connection, changes, asked, target, relation.columns):
            return
        connection.execute(f"drop table if exists {target}")
    columns = ", ".join(map(quoting.name, relation.columns)) or "*"
    connection.execute(f"create table {target} as select {columns} from {source}")  # noqa: S608 quoted
    if relation.description:
        connection.execute(f"comment on table {target} is {quoting.text(relation.description)}")
    for column, description in relation.column_descriptions.items():
        connection.execute(f"comment on column {target}.{quoting.name(column)} is {quoting.text(description)}")
