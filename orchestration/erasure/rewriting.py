"""Write a warehouse file anew without the erased customers, and put it in the old one's place in one move.

Deleting rows would leave their bytes in the file. A fresh file has none of them; who has the old one open keeps it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from orchestration.erasure.customers import is_erased
from orchestration.erasure.relations import LOOKED_AT, Relation, attached
from orchestration.erasure.stays import names_stays, stand_in_rows
from orchestration.erasure.tombstones import TABLE, add_tombstones, make_table
from orchestration.refresh import quoting
from orchestration.refresh.files import fresh_file, take_place

_FRESH = "fresh_file"


@dataclass(frozen=True)
class Removed:
    """Count what was removed in one place.

    Args:
        file: the file.
        relation: the relation in it; None for a file of text.
        rows: rows (of a text: lines) that are gone.
        made_anonymous: rows that stay, with a random stand-in for the customer.
    """

    file: Path
    relation: str | None
    rows: int
    made_anonymous: int = 0


def rewrite(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    *,
    storage_version: str | None,
    tombstones: Mapping[str, datetime | None],
) -> list[Removed]:
    """Rewrite one file.

    Args:
        connection: holds the temporary tables that say who is erased.
        path: the file.
        storage_version: the oldest version of DuckDB that has to be able to open it; None for the one in use.
        tombstones: the tombstones it shall have from now on, where the published ones are.
    """
    fresh = fresh_file(path)
    version = f" (storage_version {quoting.text(storage_version)})" if storage_version else ""
    with attached(connection, path) as relations:
        connection.execute(f"attach {quoting.plain_path(fresh)} as {_FRESH}{version}")
        try:
            connection.execute(f"copy from database {LOOKED_AT} to {_FRESH} (schema)")
            removed = [_copy(connection, path, relation) for relation in relations if not relation.is_view]
            if storage_version or any(str(relation) == TABLE for relation in relations):
                make_table(connection, f"{_FRESH}.main.{TABLE}")
                add_tombstones(connection, f"{_FRESH}.main.{TABLE}", tombstones)
            connection.execute(f"checkpoint {_FRESH}")
        finally:
            connection.execute(f"detach {_FRESH}")
    take_place(fresh, path)
    return [one for one in removed if one.rows or one.made_anonymous]


def replace_link(path: Path, rewritten: Path) -> None:
    """Put a link to a file that was rewritten in the place of a link to what it was before."""
    fresh = fresh_file(path)
    fresh.hardlink_to(rewritten)
    take_place(fresh, path)


def write_text(path: Path, text: str) -> None:
    """Write a text to a file in one move."""
    fresh = fresh_file(path)
    fresh.write_text(text, encoding="utf-8", newline="")
    take_place(fresh, path)


def _copy(connection: duckdb.DuckDBPyConnection, path: Path, relation: Relation) -> Removed:
    source, target = relation.within(LOOKED_AT), relation.within(_FRESH)
    if relation.comment:  # the one thing that copying a schema leaves out
        connection.execute(f"comment on table {target} is {quoting.text(relation.comment)}")
    erased = is_erased(relation)
    before = _count(connection, f"select count(*) from {source}")  # noqa: S608 quoted
    kept = _count(connection, f"insert into {target} select * from {source} where not {erased}")  # noqa: S608 quoted
    anonymous = 0
    if kept < before and names_stays(relation):
        anonymous = _count(connection, f"insert into {target} {stand_in_rows(relation)}")
    return Removed(path, str(relation), before - kept - anonymous, anonymous)


def _count(connection: duckdb.DuckDBPyConnection, statement: str) -> int:
    row = connection.execute(statement).fetchone()
    return int(row[0]) if row else 0
