"""Look at the shop's files: is each one there, of its kind, and with its columns?

Only heads and footers are read, so every file is looked at before the first one is read through.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.faults import Fault
from orchestration.refresh import quoting
from orchestration.refresh.sources import SourceTable

SNIFFED_ROWS = 1000
_OTHER_DELIMITERS = {";": "a semicolon", "\t": "a tab", "|": "a bar"}

# DuckDB: Invalid Input Error: CSV Error on Line: 3, and what is wrong with it two lines on.
_ERROR_KIND = re.compile(r"^(?:[A-Z][A-Za-z/]* )+Error: ")
_CSV_LINE = re.compile(r"CSV Error on Line: (?P<line>\d+)")


@dataclass(frozen=True)
class ShopFile:
    """Say how one table's file is read.

    Args:
        path: the file.
        columns: every column it has, in order, as written.
    """

    path: Path
    columns: tuple[str, ...]

    @property
    def is_text(self) -> bool:
        """Tell whether the file is CSV."""
        return self.path.suffix == ".csv"

    @property
    def reader(self) -> str:
        """Give the table function that reads the file."""
        return csv_reader(self.path, self.columns) if self.is_text else parquet_reader(self.path)


def parquet_reader(path: Path) -> str:
    """Write the call that reads a Parquet file in place."""
    return f"read_parquet({quoting.read_path(path)})"


def csv_reader(path: Path, columns: tuple[str, ...]) -> str:
    """Write the call that reads a CSV file as text; nothing is guessed, so the same bytes always read the same."""
    types = ", ".join(f"{quoting.name(column)}: 'VARCHAR'" for column in columns)
    return (
        f"read_csv({quoting.read_path(path)}, auto_detect = false, columns = {{{types}}}, header = true, "
        "delim = ',', quote = '\"', escape = '\"', nullstr = '', strict_mode = true)"
    )


def find_file(folder: Path, table: SourceTable) -> Path | Fault | None:
    """Find the file of a table: a fault when there are two or a required one is missing, None when it may be."""
    candidates = [folder / f"{table.name}{suffix}" for suffix in (".parquet", ".csv")]
    there = [path for path in candidates if path.exists()]
    if len(there) > 1:
        return _fault(there[1], f"is there beside {there[0].name}; keep one of the two")
    if there:
        return there[0]
    if table.required:
        return _fault(
            folder / table.name, f"is missing; the shop has to bring {table.name}.parquet or {table.name}.csv"
        )
    return None


def look_into(connection: duckdb.DuckDBPyConnection, path: Path, table: SourceTable) -> ShopFile | Fault:
    """Read the head of a file and check its columns against the declared ones."""
    if not path.is_file():
        return _fault(path, "is not a file")
    try:
        columns = _parquet_columns(connection, path) if path.suffix == ".parquet" else _csv_columns(connection, path)
    except duckdb.Error as error:
        return reading_fault(path, str(error))
    except UnicodeError:
        return _fault(path, "is not UTF-8")
    except (OSError, csv.Error) as error:
        return _fault(path, f"cannot be read as {path.suffix[1:]}: {error}")
    return _check_columns(path, columns, table)


def reading_fault(path: Path, message: str) -> Fault:
    """Shorten what DuckDB says about a file to what its owner needs: the line and what is wrong with it."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    head = _ERROR_KIND.sub("", lines[0])
    at_line = _CSV_LINE.match(head)
    if at_line is None:
        return _fault(path, f"cannot be read as {path.suffix[1:]}: {head}")
    wrong = next((line for line in lines[1:] if not line.startswith("Original Line:")), "cannot be read")
    return Fault(file=str(path), line=int(at_line["line"]), column=None, value=None, message=wrong)


def _parquet_columns(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, ...]:
    described = connection.execute(f"describe select * from {parquet_reader(path)}").fetchall()  # noqa: S608 quoted
    return tuple(row[0] for row in described)


def _csv_columns(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[str, ...]:
    # Bytes that are no UTF-8 are let through here: further down DuckDB finds them, and tells the line.
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as lines:
        columns = tuple(next(csv.reader(lines, strict=True), []))
    ",".join(columns).encode()
    if len({column.lower() for column in columns}) == len(columns) > 0 and all(columns):
        head = f"select * from {csv_reader(path, columns)} limit {SNIFFED_ROWS}"  # noqa: S608 quoted
        connection.execute(head).fetchall()
    return columns


def _check_columns(path: Path, columns: tuple[str, ...], table: SourceTable) -> ShopFile | Fault:
    lowered = [column.lower() for column in columns]
    if not any(columns):
        return _fault(path, "is empty; its first line has to name the columns")
    if not all(columns):
        return _fault(path, f"has a column without a name, number {columns.index('') + 1}")
    repeated = sorted({column for column in lowered if lowered.count(column) > 1})
    if repeated:
        return _fault(path, f"has a column more than once: {', '.join(repeated)}")
    missing = [column for column in table.columns if column not in lowered]
    if missing:
        return _fault(path, f"lacks {', '.join(missing)}; it has {', '.join(columns)}{_delimiter_hint(columns)}")
    return ShopFile(path, columns)


def _delimiter_hint(columns: tuple[str, ...]) -> str:
    used = [words for delimiter, words in _OTHER_DELIMITERS.items() if len(columns) == 1 and delimiter in columns[0]]
    return f" (separated by {used[0]}? it has to be a comma)" if used else ""


def _fault(path: Path, message: str) -> Fault:
    return Fault(file=str(path), line=None, column=None, value=None, message=message)
