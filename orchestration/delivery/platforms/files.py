"""Files: the list is a file, written as its address: `lists/tea.csv`, `s3://bucket/tea.parquet`, `.../tea.xlsx`.

The file is the list as it stands, one row per contact, by customer id; so it can be taken up at any time, and a
batch that is repeated changes nothing. Columns: customer_id, address, then the fields by name.
Batch size: all rows at once, because each batch writes the file. Limits: none.
Partial failures: none; the file is there whole or as it was. On a disk it is moved into place; elsewhere the file
system's transaction does what it can, and object stores show no unfinished object.
Remove: the row is left out. Nobody unsubscribes at a file. Credentials are those of the file system's own environment.
"""

from __future__ import annotations

import csv
import posixpath
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

import duckdb
import fsspec  # type: ignore[import-untyped]
from fsspec.implementations.local import LocalFileSystem  # type: ignore[import-untyped]
from openpyxl import load_workbook  # type: ignore[import-untyped]

from orchestration.commands.spreadsheet import write_spreadsheet
from orchestration.delivery.operations import Add, FieldValue, Operation, Outcome, Remove, RowResult
from orchestration.delivery.platforms.batching import apply_in_batches, folded
from orchestration.delivery.platforms.errors import PlatformError, TemporaryError
from orchestration.delivery.platforms.protocol import Holding, Limits, Pace
from orchestration.refresh import quoting

KEYS = ("customer_id", "address")
Row = dict[str, str]


class Files:
    """One file."""

    name: ClassVar[str] = "files"
    partial_failures: ClassVar[str] = "none: the file is written whole, or stays as it was"
    removal: ClassVar[str] = "the row is left out of the file"
    variables: ClassVar[tuple[str, ...]] = ()

    def __init__(self, list_name: str, pace: Pace) -> None:
        """Take the address of a file; its ending names the format."""
        self.limits = pace.limits or Limits(batch_size=1_000_000, requests_per_second=10)
        ending = posixpath.splitext(list_name)[1].lower()
        if ending not in FORMATS:
            raise PlatformError(self.name, f"end the list with {', '.join(FORMATS)}")
        self._read, self._write = FORMATS[ending]
        self._system, self._path = fsspec.core.url_to_fs(list_name)

    def check(self) -> None:
        """Make sure that there is a folder, and that a file that is there is a list."""
        folder = posixpath.dirname(self._path)
        if isinstance(self._system, LocalFileSystem) and not Path(folder).is_dir():
            raise PlatformError(self.name, "it has no such list: the folder does not exist")
        self._rows()

    def apply(self, operations: Sequence[Operation]) -> tuple[RowResult, ...]:
        """Write the file with the changes."""
        return apply_in_batches(operations, self.limits.batch_size, self._send, takes_phones=True)

    def holds(self, addresses: Sequence[str]) -> Mapping[str, Holding]:
        """Look the addresses up in the file."""
        held = {folded(row["address"]) for row in self._rows().values()}
        return {one: Holding.MEMBER if folded(one) in held else Holding.ABSENT for one in addresses}

    def _send(self, operations: Sequence[Operation]) -> dict[str, RowResult]:
        rows = self._rows()
        before = dict(rows)
        results = {}
        for one in operations:
            old = rows.get(one.customer_id)
            if isinstance(one, Remove):
                rows.pop(one.customer_id, None)
                results[one.key] = RowResult(one.key, Outcome.DONE if old else Outcome.GONE)
            elif isinstance(one, Add):
                new = {"customer_id": one.customer_id, "address": one.address}
                new |= {name: _text(value) for name, value in sorted(one.fields.items())}
                # Every row of a file has all columns; one that is empty and not asked for is no difference.
                is_same = old is not None and {n: v for n, v in old.items() if v or n in new} == new
                rows[one.customer_id] = old if old is not None and is_same else new
                results[one.key] = RowResult(one.key, Outcome.UNCHANGED if is_same else Outcome.DONE)
        if rows != before or not self._exists():
            self._put(rows)
        return results

    def _exists(self) -> bool:
        return bool(self._system.exists(self._path))

    def _rows(self) -> dict[str, Row]:
        """Read the file; a list nobody was ever put on is empty."""
        try:
            if not self._exists():
                return {}
            with tempfile.TemporaryDirectory() as folder:
                here = Path(folder) / posixpath.basename(self._path)
                self._system.get_file(self._path, str(here))
                rows = self._read(here)
        except (OSError, ValueError, KeyError, duckdb.Error) as error:
            raise PlatformError(self.name, f"the file cannot be read ({type(error).__name__})") from None
        if any(not row.get("customer_id") or "address" not in row for row in rows):
            raise PlatformError(self.name, "the file is there, and is no list of ours")
        return {row["customer_id"]: row for row in rows}

    def _put(self, rows: Mapping[str, Row]) -> None:
        ordered = [rows[customer] for customer in sorted(rows)]
        columns = (*KEYS, *sorted({name for row in ordered for name in row} - set(KEYS)))
        try:
            if isinstance(self._system, LocalFileSystem):
                path = Path(self._path)
                unfinished = path.with_name(f".{path.name}.unfinished")
                try:
                    self._write(unfinished, columns, ordered)
                    unfinished.replace(path)
                finally:
                    unfinished.unlink(missing_ok=True)
            else:
                with tempfile.TemporaryDirectory() as folder:
                    here = Path(folder) / posixpath.basename(self._path)
                    self._write(here, columns, ordered)
                    with self._system.transaction:
                        self._system.put_file(str(here), self._path)
        except OSError as error:
            raise TemporaryError(self.name, f"not_written_{type(error).__name__}".lower()) from None


def _text(value: FieldValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _read_csv(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write_csv(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _read_parquet(path: Path) -> list[Row]:
    with duckdb.connect() as connection:
        found = connection.execute(f"select * from read_parquet({quoting.plain_path(path)})")  # noqa: S608 quoted
        columns = [column[0] for column in found.description or ()]
        return [{n: _text(v) for n, v in zip(columns, row, strict=True)} for row in found.fetchall()]


def _write_parquet(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        texts = Path(folder) / "rows.csv"
        _write_csv(texts, columns, rows)
        read = f"read_csv({quoting.plain_path(texts)}, all_varchar = true, header = true, delim = ',', quote = '\"', "
        read += "escape = '\"', auto_detect = false, parallel = false, columns = {"
        read += ", ".join(f"{quoting.text(name)}: 'varchar'" for name in columns) + "})"
        connection.execute(f"copy (from {read}) to {quoting.plain_path(path)} (format parquet)")


def _read_xlsx(path: Path) -> list[Row]:
    book = load_workbook(path, read_only=True)
    try:
        lines = book.worksheets[0].iter_rows(values_only=True)
        columns = [str(name) for name in next(lines, ())]
        return [{n: _text(v) for n, v in zip(columns, line, strict=False)} for line in lines]
    finally:
        book.close()


def _write_xlsx(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    write_spreadsheet(path, columns, ([row.get(name) or None for name in columns] for row in rows))


Read = Callable[[Path], list[Row]]
Write = Callable[[Path, Sequence[str], Sequence[Row]], None]
FORMATS: Mapping[str, tuple[Read, Write]] = {
    ".csv": (_read_csv, _write_csv),
    ".parquet": (_read_parquet, _write_parquet),
    ".xlsx": (_read_xlsx, _write_xlsx),
}
