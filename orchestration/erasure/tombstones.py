"""Tombstones: which customers were erased, known by a hash of their id, so that the source cannot bring them back.

They are in every warehouse file: in the build file, which a refresh works from, in the published one and in each kept
one, so that neither a lost build file nor an older publication forgets an erasure. They are only ever added to.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Mapping
from datetime import datetime

import duckdb

from orchestration.project import Project
from orchestration.refresh import quoting
from orchestration.refresh.warehouse import relation_exists

SCHEMA = "operations"
TABLE = "erased_customers"
COLUMNS = "customer_hash varchar, erased_at timestamp"

# What stands in the place of an erased customer's id in the history: `erased-` and a random UUID, another one per stay.
STAND_IN = "erased-"
_STAND_IN_PATTERN = f"{STAND_IN}[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}"

_ELSEWHERE = "publication_with_tombstones"


def hash_of(customer_id: str) -> str:
    """Give what a tombstone knows a customer by; the warehouse's `sha256` gives the same.

    >>> hash_of("C1")[:8]
    'b14ac7f4'
    """
    return hashlib.sha256(customer_id.encode()).hexdigest()


def is_stand_in(column: str) -> str:
    """Write the condition that a column holds the stand-in for an erased customer."""
    return f"regexp_full_match({column}, '{_STAND_IN_PATTERN}')"


def make_table(connection: duckdb.DuckDBPyConnection, relation: str) -> None:
    """Make an empty table of tombstones where there is none."""
    connection.execute(f"create table if not exists {relation} ({COLUMNS})")


def add_tombstones(
    connection: duckdb.DuckDBPyConnection, relation: str, tombstones: Mapping[str, datetime | None]
) -> None:
    """Add tombstones to a table; one that is there stays as it is."""
    for customer_hash, erased_at in tombstones.items():
        connection.execute(
            f"insert into {relation} select ?, ? where ? not in (select customer_hash from {relation})",  # noqa: S608
            [customer_hash, erased_at, customer_hash],
        )


def read_tombstones(connection: duckdb.DuckDBPyConnection, relation: str) -> dict[str, datetime | None]:
    """Read a table of tombstones: when each customer was erased."""
    rows = connection.execute(f"select customer_hash, erased_at from {relation}").fetchall()  # noqa: S608 constants
    return dict(rows)


def gather_tombstones(connection: duckdb.DuckDBPyConnection, project: Project) -> int:
    """Bring the tombstones of the published file into the build file, which may be new or older; count them all."""
    here = f"{SCHEMA}.{TABLE}"
    connection.execute(f"create schema if not exists {SCHEMA}")
    make_table(connection, here)
    if project.published_file.is_file():
        # What is not readable `begin` tells of, and goes on with what the build file knows.
        with contextlib.suppress(duckdb.Error):
            connection.execute(f"attach {quoting.plain_path(project.published_file)} as {_ELSEWHERE} (read_only)")
            try:
                if relation_exists(connection, "main", TABLE, _ELSEWHERE):
                    add_tombstones(connection, here, read_tombstones(connection, f"{_ELSEWHERE}.main.{TABLE}"))
            finally:
                connection.execute(f"detach {_ELSEWHERE}")
    row = connection.execute(f"select count(*) from {here}").fetchone()  # noqa: S608 constants
    return int(row[0]) if row else 0
