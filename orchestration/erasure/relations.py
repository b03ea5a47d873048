"""The warehouse files of a project and the relations in them, found by looking and not from a list.

A model that is added later is covered by an erasure as soon as its columns are named as everywhere: `customer_id`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.delivery.store import store_file
from orchestration.project import Project
from orchestration.refresh import quoting
from orchestration.refresh.sources import SOURCE_NAME
from orchestration.refresh.warehouse import opening_error

# The name a file is attached under while it is looked at.
LOOKED_AT = "looked_at"

_TEXT_FREE = ("BOOLEAN", "INT", "UINT", "BIGINT", "HUGEINT", "DOUBLE", "FLOAT", "DECIMAL", "DATE", "TIME")


@dataclass(frozen=True)
class Relation:
    """Name a table, or a view of the shop's files, and its columns.

    Args:
        schema: its schema.
        name: its name.
        columns: types by column, in order.
        is_view: whether it only reads.
        comment: what its file says of it.
    """

    schema: str
    name: str
    columns: dict[str, str]
    is_view: bool = False
    comment: str | None = None

    @property
    def ids(self) -> tuple[str, ...]:
        """Give the columns that hold ids of customers."""
        return tuple(column for column in self.columns if _holds_ids(column))

    @property
    def texts(self) -> tuple[str, ...]:
        """Give the columns that can hold a text, in lists and structures too."""
        return tuple(column for column, kind in self.columns.items() if not kind.upper().startswith(_TEXT_FREE))

    def within(self, catalog: str) -> str:
        """Write its full name in SQL."""
        return f"{catalog}.{quoting.name(self.schema)}.{quoting.name(self.name)}"

    def column(self, *names: str) -> str | None:
        """Find a column by one of its names, whatever their case."""
        return next((column for column in self.columns if column.lower() in names), None)

    def __str__(self) -> str:
        """Give the name as people write it."""
        return self.name if self.schema == "main" else f"{self.schema}.{self.name}"


def warehouse_files(project: Project) -> list[Path]:
    """List the warehouse files there are: the build file first, then the published one, then every other.

    Not the store of destinations, which keeps an address until the list has let go of it (delivery/forgetting.py).
    """
    first = [path for path in (project.build_file, project.published_file) if path.is_file()]
    return [
        *first,
        *sorted(
            path
            for path in project.home.rglob("*.duckdb")
            if path.is_file() and path not in first and path != store_file(project)
        ),
    ]


def is_readable(path: Path) -> bool:
    """Tell whether a warehouse file opens."""
    try:
        duckdb.connect(str(path), read_only=True).close()
    except duckdb.Error:
        return False
    return True


@contextmanager
def attached(connection: duckdb.DuckDBPyConnection, path: Path) -> Iterator[list[Relation]]:
    """Attach a warehouse file to look at for as long as the block lasts, and list what is in it."""
    try:
        connection.execute(f"attach {quoting.plain_path(path)} as {LOOKED_AT} (read_only)")
    except duckdb.Error as error:
        raise opening_error(path, str(error)) from error
    try:
        yield [*_tables(connection), *_source_views(connection)]
    finally:
        connection.execute(f"detach {LOOKED_AT}")


def text_of(column: str) -> str:
    """Write a column as text in SQL, as the models read an id."""
    return f"cast({quoting.name(column)} as varchar)"


def _holds_ids(column: str) -> bool:
    lowered = column.lower()
    return lowered in ("customer_id", "customerid") or lowered.endswith("_customer_id")


def _tables(connection: duckdb.DuckDBPyConnection) -> list[Relation]:
    rows = connection.execute(
        "select tables.schema_name, tables.table_name, tables.comment, "
        "list(column_name order by column_index), list(data_type order by column_index) "
        "from duckdb_tables() as tables inner join duckdb_columns() as columns using (database_name, table_oid) "
        "where database_name = ? and not tables.internal group by all order by 1, 2",
        [LOOKED_AT],
    ).fetchall()
    return [
        Relation(schema, name, dict(zip(columns, kinds, strict=True)), comment=comment)
        for schema, name, comment, columns, kinds in rows
    ]


def _source_views(connection: duckdb.DuckDBPyConnection) -> list[Relation]:
    """List the views of the shop's files that can be read; every other view reads tables of its file."""
    names = connection.execute(
        "select view_name from duckdb_views() where database_name = ? and schema_name = ? order by 1",
        [LOOKED_AT, SOURCE_NAME],
    ).fetchall()
    views = [Relation(SOURCE_NAME, name, {}, is_view=True) for (name,) in names]
    return [
        Relation(view.schema, view.name, columns, is_view=True)
        for view in views
        if (columns := _columns(connection, view))
    ]


def _columns(connection: duckdb.DuckDBPyConnection, view: Relation) -> dict[str, str]:
    try:
        rows = connection.execute(f"describe {view.within(LOOKED_AT)}").fetchall()
    except duckdb.Error:
        return {}  # its file is gone or another: then nothing is read through it
    return {row[0]: row[1] for row in rows}
