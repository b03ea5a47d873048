"""Addresses whose owners left at a platform: known to every refresh that comes after."""

from __future__ import annotations

import duckdb

from orchestration.delivery.store import read_store
from orchestration.project import Project


def write_suppressions(connection: duckdb.DuckDBPyConnection, project: Project, relation: str) -> None:
    """Make a table of the suppressed addresses, one row per channel and address (channel, address_hash)."""
    connection.execute(f"create or replace table {relation} (channel varchar, address_hash varchar)")
    with read_store(project) as store:
        if store is None:
            return
        found = store.execute(
            "select distinct channel, address_hash from delivery_suppressions order by all"
        ).fetchall()
    connection.execute(
        f"insert into {relation} select unnest(?::varchar[]), unnest(?::varchar[])",
        [[channel for channel, _ in found], [address_hash for _, address_hash in found]],
    )
