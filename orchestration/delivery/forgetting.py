"""Forget erased customers: all but the address of one who is on a list still, until the list has taken them off."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.delivery.store import open_store, store_file
from orchestration.project import Project
from orchestration.refresh import quoting
from orchestration.refresh.files import fresh_file, take_place

_TABLES = ("delivery_past", "delivery_waiting", "delivery_dead_letters", "trigger_deliveries")


@dataclass(frozen=True)
class Forgotten:
    """Say what was forgotten.

    Args:
        rows: rows that went, by table.
        plans: plan files that went, because they named one of the customers.
        still_on: destinations whose lists hold one of them.
    """

    rows: dict[str, int]
    plans: int
    still_on: tuple[str, ...]


def forget(project: Project, customer_hashes: Collection[str]) -> Forgotten:
    """Remove erased customers from the store and from plans; gone on with, it ends the same.

    Args:
        project: whose store.
        customer_hashes: sha256 of their ids, as tombstones have them.
    """
    if not store_file(project).exists():
        return Forgotten({}, 0, ())
    with open_store(project) as store:
        store.execute(
            "create or replace temp table erased as select unnest(?::varchar[]) as customer_hash",
            [list(customer_hashes)],
        )
        erased = "sha256(customer_id) in (select customer_hash from erased)"
        gone = f"{erased} and not is_member and is_certain"
        changes = {table: f"delete from {table} where {erased}" for table in _TABLES}  # noqa: S608 constants
        changes["delivery_members"] = f"delete from delivery_members where {gone}"  # noqa: S608 constants
        changes["delivery_results"] = f"update delivery_results set customer_id = null where {erased}"  # noqa: S608
        rows = {table: len(store.execute(f"{change} returning 1").fetchall()) for table, change in changes.items()}
        still_on = store.execute(
            f"select distinct destination from delivery_members where {erased} order by destination"  # noqa: S608
        ).fetchall()
        plans = [
            path
            for (path,) in store.execute("select path from delivery_plans order by number").fetchall()
            if _names_one(store, Path(path), erased)
        ]
        for path in plans:
            Path(path).unlink(missing_ok=True)
    _rewrite(project)
    return Forgotten(
        {table: number for table, number in rows.items() if number}, len(plans), tuple(d for (d,) in still_on)
    )


def _rewrite(project: Project) -> None:
    """Write the store anew, because what is deleted stays in the blocks of its file."""
    path = store_file(project)
    fresh = fresh_file(path)
    with duckdb.connect() as connection:
        connection.execute(f"attach {quoting.plain_path(path)} as old (read_only)")
        connection.execute(f"attach {quoting.plain_path(fresh)} as fresh")
        connection.execute("copy from database old to fresh")
    take_place(fresh, path)


def _names_one(store: duckdb.DuckDBPyConnection, path: Path, erased: str) -> bool:
    if not path.is_file():
        return False
    try:
        found = store.execute(
            f"select count(*) from read_parquet({quoting.read_path(path)}) where {erased}"  # noqa: S608 quoted
        ).fetchone()
    except duckdb.Error:
        return True  # what cannot be read cannot be applied either
    return found is not None and found[0] > 0
