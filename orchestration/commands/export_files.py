"""Write export rows as CSV, Parquet or XLSX; the file appears whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb

from orchestration.commands.spreadsheet import MOST_ROWS, write_spreadsheet
from orchestration.exports.errors import ExportFolderError
from orchestration.faults import UserError
from orchestration.refresh import quoting

FETCHED_ROWS = 10_000


class ExportFormatError(UserError):
    """Report a file name whose extension names no format."""

    def __init__(self, path: Path) -> None:
        """Keep the path that was given."""
        self.path = path
        super().__init__(f"{path} does not say the format; end it with {', '.join(WRITERS)}")


class TooManyRowsError(UserError):
    """Refuse to cut a segment short because a sheet cannot hold it."""

    def __init__(self, rows: int) -> None:
        """Keep the number of rows."""
        self.rows = rows
        super().__init__(f"{rows} rows do not fit on a sheet of {MOST_ROWS}; write .csv or .parquet")


def write_export(connection: duckdb.DuckDBPyConnection, code: str, path: Path) -> int:
    """Write one segment's export rows and give their number.

    Args:
        connection: the published file.
        code: the segment, which exists.
        path: the file; its extension names the format.
    """
    selection = (
        f"select * from segment_export where segment_code = {quoting.text(code)} "  # noqa: S608 quoted
        'order by "CustomerId"'
    )
    return write_rows(connection, selection, path)


def write_rows(connection: duckdb.DuckDBPyConnection, selection: str, path: Path) -> int:
    """Write the rows of a query and give their number.

    Args:
        connection: what to ask.
        selection: the query.
        path: the file; its extension names the format.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise ExportFormatError(path)
    if not path.parent.is_dir():
        raise ExportFolderError(path)
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        rows = writer(connection, selection, unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return rows


def _write_csv(connection: duckdb.DuckDBPyConnection, selection: str, path: Path) -> int:
    return _copy(connection, f"copy ({selection}) to {quoting.plain_path(path)} (format csv, header true)")


def _write_parquet(connection: duckdb.DuckDBPyConnection, selection: str, path: Path) -> int:
    return _copy(connection, f"copy ({selection}) to {quoting.plain_path(path)} (format parquet)")


def _copy(connection: duckdb.DuckDBPyConnection, statement: str) -> int:
    answer = connection.execute(statement).fetchone()
    return int(answer[0]) if answer else 0


def _write_xlsx(connection: duckdb.DuckDBPyConnection, selection: str, path: Path) -> int:
    counted = connection.execute(f"select count(*) from ({selection})").fetchone()  # noqa: S608 quoted
    rows = int(counted[0]) if counted else 0
    if rows > MOST_ROWS:
        raise TooManyRowsError(rows)
    cursor = connection.execute(selection)
    columns = [column[0] for column in cursor.description or ()]
    write_spreadsheet(path, columns, _fetched(cursor))
    return rows


def _fetched(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    while chunk := cursor.fetchmany(FETCHED_ROWS):
        yield from chunk


WRITERS: Mapping[str, Callable[[duckdb.DuckDBPyConnection, str, Path], int]] = {
    ".csv": _write_csv,
    ".parquet": _write_parquet,
    ".xlsx": _write_xlsx,
}
