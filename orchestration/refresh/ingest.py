"""Put the shop's files before dbt: one relation `shop.<table>` per table of the contract.

Parquet is read in place, so it becomes a view. CSV is read through once, into a table: models scan it many times, and
a broken line is found here, with its number, and not halfway through the build.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from orchestration.erasure.erasing import finish_unfinished
from orchestration.erasure.source_rows import forget_erased_keys, living_rows_condition, write_erased_keys
from orchestration.erasure.tombstones import gather_tombstones
from orchestration.faults import Fault, FaultsError
from orchestration.project import Project
from orchestration.refresh import quoting
from orchestration.refresh.broken_files import remove_broken_build
from orchestration.refresh.progress import Event, Observe
from orchestration.refresh.shop_files import ShopFile, find_file, look_into, reading_fault
from orchestration.refresh.sources import SOURCE_NAME, SourceTable, read_sources
from orchestration.refresh.start import Refresh
from orchestration.refresh.warehouse import open_warehouse, relation_kind

STEP = "ingest"

# A full disk is not the fault of the file being loaded.
_CANNOT_WRITE = "Could not write"

# Any table may have it: when the source deleted the row, UTC. The row is then as if it were not there.
DELETED_AT = "deleted_at"


def ingest(refresh: Refresh, observe: Observe) -> None:
    """Check every file of the shop and make `shop.<table>` of each; every fault of every file is raised at once."""
    ingest_project(refresh.project, observe)


def ingest_project(project: Project, observe: Observe) -> Mapping[str, ShopFile | None]:
    """Do the step for a project; the answer is the file of each table, None where an optional one is missing."""
    remove_broken_build(project, observe, STEP)
    finish_unfinished(project, observe)
    tables = read_sources(project)
    observe(Event(STEP, "progress", f"{len(tables)} tables in {project.shop_data}"))
    with duckdb.connect() as connection:
        files = _check_files(connection, project, tables)
    with open_warehouse(project.build_file) as connection:
        somebody_is_erased = gather_tombstones(connection, project) > 0
        if somebody_is_erased:
            forget_erased_keys(connection)
            write_erased_keys(connection, tables, {name: file.reader for name, file in files.items() if file})
        _load(connection, tables, files, observe, without_erased=somebody_is_erased)
    for table in tables:
        _note_extra_columns(table, files[table.name], observe)
    observe(Event(STEP, "progress", "the shop's tables are in place", 1.0))
    return files


def _check_files(
    connection: duckdb.DuckDBPyConnection, project: Project, tables: Sequence[SourceTable]
) -> dict[str, ShopFile | None]:
    """Look at every file, and raise every fault at once."""
    folder = project.shop_data
    if not folder.is_dir():
        message = "is not a folder; set SHOP_DATA to the folder of the shop's files, or make the demo: `segments demo`"
        raise FaultsError([Fault(file=str(folder), line=None, column=None, value=None, message=message)])
    faults: list[Fault] = []
    files: dict[str, ShopFile | None] = {}
    for table in tables:
        path = find_file(folder, table)
        checked = look_into(connection, path, table) if isinstance(path, Path) else path
        if isinstance(checked, Fault):
            faults.append(checked)
        else:
            files[table.name] = checked
    if faults:
        raise FaultsError(faults)
    return files


def _load(
    connection: duckdb.DuckDBPyConnection,
    tables: Sequence[SourceTable],
    files: Mapping[str, ShopFile | None],
    observe: Observe,
    *,
    without_erased: bool,
) -> None:
    connection.execute(f"create schema if not exists {SOURCE_NAME}")
    faults: list[Fault] = []
    for done, table in enumerate(tables):
        file = files[table.name]
        observe(Event(STEP, "progress", table.name if file is None else file.path.name, done / len(tables)))
        try:
            _replace_relation(connection, table, file, living_rows_condition(table) if without_erased else "")
        except duckdb.Error as error:
            if file is None or _CANNOT_WRITE in str(error):
                raise
            faults.append(reading_fault(file.path, str(error)))
    if faults:
        raise FaultsError(faults)


def _replace_relation(
    connection: duckdb.DuckDBPyConnection, table: SourceTable, file: ShopFile | None, condition: str
) -> None:
    kind = "table" if file is not None and file.is_text else "view"
    other = "view" if kind == "table" else "table"
    relation = f"{SOURCE_NAME}.{quoting.name(table.name)}"
    selection = _empty_selection(table) if file is None else f"{_selection(table, file)}{condition}"
    if relation_kind(connection, SOURCE_NAME, table.name) == other:
        connection.execute(f"drop {other} {relation}")
    connection.execute(f"create or replace {kind} {relation} as {selection}")


def _selection(table: SourceTable, file: ShopFile) -> str:
    columns = ", ".join(f"{quoting.name(column)} as {quoting.name(column)}" for column in table.columns)
    marks_deletions = DELETED_AT in (column.lower() for column in file.columns)
    columns += f", {DELETED_AT}" if marks_deletions else f", cast(null as timestamp) as {DELETED_AT}"
    return f"select {columns} from {file.reader}"  # noqa: S608 quoted


def _empty_selection(table: SourceTable) -> str:
    types = {**table.columns, DELETED_AT: "timestamp"}
    columns = ", ".join(f"cast(null as {kind}) as {quoting.name(column)}" for column, kind in types.items())
    return f"select {columns} where false"


def _note_extra_columns(table: SourceTable, file: ShopFile | None, observe: Observe) -> None:
    if file is None:
        return
    extra = [column for column in file.columns if column.lower() not in {*table.columns, DELETED_AT}]
    if extra:
        observe(Event(STEP, "note", f"{file.path.name}: not used: {', '.join(extra)}"))
