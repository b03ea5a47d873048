"""Erase customers: note it, rewrite every file without them, and search for what is left.

The order makes it safe to be killed: first the note that says who is being erased, then the tombstones and the rows of
one file after the other, each in one move. Whoever runs next finishes it from the note.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from orchestration.delivery.forgetting import forget
from orchestration.delivery.store import store_file
from orchestration.erasure import customers
from orchestration.erasure.errors import ErasureStoppedError, UnknownCustomersError
from orchestration.erasure.logs import clean_logs
from orchestration.erasure.relations import LOOKED_AT, attached, is_readable, warehouse_files
from orchestration.erasure.rewriting import Removed, replace_link, rewrite
from orchestration.erasure.search import Finding, Search, search_everywhere
from orchestration.erasure.source_rows import hide_source_rows
from orchestration.erasure.tombstones import SCHEMA, TABLE, add_tombstones, gather_tombstones, hash_of, read_tombstones
from orchestration.erasure.unfinished import read_note, remove_note, write_note
from orchestration.exports.following import export_without_erased
from orchestration.project import Project
from orchestration.refresh.history import successful_refreshes
from orchestration.refresh.progress import Event, Observe
from orchestration.refresh.publish import STORAGE_VERSION
from orchestration.refresh.sources import read_sources
from orchestration.refresh.totals import outdate_totals
from orchestration.refresh.warehouse import open_warehouse

STEP = "erase"


@dataclass(frozen=True)
class Report:
    """Say what an erasure did.

    Args:
        customers: how many customers were asked for.
        removed: what went, place by place.
        search: what was searched afterwards, and found.
    """

    customers: int
    removed: tuple[Removed, ...]
    search: Search


def erase(project: Project, customer_ids: Sequence[str], observe: Observe, *, in_advance: bool) -> Report:
    """Erase customers, under the refresh lock.

    Args:
        project: where everything is.
        customer_ids: who.
        observe: gets the progress.
        in_advance: take ids that are found nowhere, too.
    """
    hashes = {hash_of(customer_id): customer_id for customer_id in customer_ids}
    observe(Event(STEP, "progress", "looking for the customers"))
    with _workspace(project) as connection:
        known = _look(connection, project, warehouse_files(project), hashes)
        unknown = [customer_id for customer_id in hashes.values() if hash_of(customer_id) not in known]
        if unknown and not in_advance:
            raise UnknownCustomersError(unknown)
    erased_at = _last_refresh(project)
    try:
        write_note(project, dict.fromkeys(hashes, erased_at))
        removed, search = _carry_out(project, observe, customer_ids)
    except (duckdb.Error, OSError) as error:
        raise ErasureStoppedError(str(error).splitlines()[0]) from error
    return Report(len(hashes), tuple(removed), search)


def finish_unfinished(project: Project, observe: Observe) -> None:
    """Finish an erasure that was killed, before anything else is done with the files."""
    if not read_note(project):
        return
    observe(Event(STEP, "note", "an erasure was not finished; it is finished first"))
    broken = [path for path in warehouse_files(project) if path != project.build_file and not is_readable(path)]
    for path in broken:
        observe(Event(STEP, "warning", f"{path} is not readable; whom it holds is erased from it once it is replaced"))
    _removed, search = _carry_out(project, observe, without=broken)
    for finding in search.findings:
        observe(Event(STEP, "warning", f"something of an erased customer is left in {finding.file}"))


def _carry_out(
    project: Project, observe: Observe, customer_ids: Sequence[str] = (), *, without: Sequence[Path] = ()
) -> tuple[list[Removed], Search]:
    """Do what the note says, and remove it unless something had to be left out."""
    with open_warehouse(project.build_file) as connection:
        gather_tombstones(connection, project)
        add_tombstones(connection, f"{SCHEMA}.{TABLE}", read_note(project))
        tombstones = read_tombstones(connection, f"{SCHEMA}.{TABLE}")
    with _workspace(project) as connection:
        files = [path for path in warehouse_files(project) if path not in without]
        _look(connection, project, files, read_note(project))
        customers.add_ids(connection, customer_ids)
        _look_closely(connection, project, files)
        removed = _rewrite_all(connection, files, project.build_file, tombstones, observe)
        removed += clean_logs(connection, project)
        forgotten = forget(project, tombstones)
        removed += [Removed(store_file(project), table, rows, 0) for table, rows in forgotten.rows.items()]
        with open_warehouse(project.build_file) as build:
            hide_source_rows(build, read_sources(project))
            outdate_totals(build)  # nobody could take off what the customers had added to them
        left = [Finding(folder, None, 1) for folder in export_without_erased(project, observe)]
        observe(Event(STEP, "progress", "searching for what is left", 0.8))
        search = search_everywhere(connection, project, files, forgotten.still_on)
    search.findings += left
    if not (without or left):
        remove_note(project)
    observe(Event(STEP, "progress", "searched everything", 1.0))
    return removed, search


@contextmanager
def _workspace(project: Project) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a connection of its own for the temporary tables; what it puts on disk is gone afterwards."""
    spilled = project.home / "erase.tmp"
    shutil.rmtree(spilled, ignore_errors=True)
    connection = duckdb.connect(config={"temp_directory": str(spilled)})
    try:
        yield connection
    finally:
        connection.close()
        shutil.rmtree(spilled, ignore_errors=True)


def _look(
    connection: duckdb.DuckDBPyConnection, project: Project, files: Sequence[Path], hashes: Collection[str]
) -> set[str]:
    """Note the ids that are found for the hashes, and give the hashes that are known, by an id or a tombstone."""
    customers.expect(connection, hashes)
    known: set[str] = set()
    for path in files:
        with attached(connection, path) as relations:
            customers.note_ids(connection, relations)
            for relation in relations:
                if relation.name == TABLE:
                    known |= set(read_tombstones(connection, relation.within(LOOKED_AT)))
    readers = customers.source_readers(connection, project, read_sources(project))
    if "customers" in readers:
        customers.note_customers_of_source(connection, readers["customers"])
    return known | {hash_of(customer_id) for customer_id in customers.known_ids(connection)}


def _look_closely(connection: duckdb.DuckDBPyConnection, project: Project, files: Sequence[Path]) -> None:
    """Note everything the customers are found by, in every file."""
    tables = read_sources(project)
    for path in files:
        with attached(connection, path) as relations:
            customers.note_values(connection, relations)
            customers.note_keys(connection, relations, tables)
            customers.note_stays(connection, relations)
    readers = customers.source_readers(connection, project, tables)
    for table in tables:
        if table.name in readers:
            with customers.passing_over_broken_files():
                customers.note_keys_of(connection, readers[table.name], table)
    for path in files:
        with attached(connection, path) as relations:
            customers.note_shared_values(connection, relations)


def _rewrite_all(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[Path],
    build_file: Path,
    tombstones: dict[str, datetime | None],
    observe: Observe,
) -> list[Removed]:
    """Rewrite each file once; several names of one file stay names of one file."""
    removed, rewritten = list[Removed](), dict[tuple[int, int], Path]()
    for done, path in enumerate(files):
        observe(Event(STEP, "progress", f"writing {path.name} anew", 0.1 + 0.7 * done / len(files)))
        before = (path.stat().st_dev, path.stat().st_ino)
        if before in rewritten:
            replace_link(path, rewritten[before])
        else:
            version = None if path == build_file else STORAGE_VERSION
            removed += rewrite(connection, path, storage_version=version, tombstones=tombstones)
            rewritten[before] = path
    return removed


def _last_refresh(project: Project) -> datetime | None:
    for path in (project.published_file, project.build_file):
        if path.is_file():
            with open_warehouse(path, read_only=True) as connection:
                if past := successful_refreshes(connection):
                    return past[-1].as_of
    return None
