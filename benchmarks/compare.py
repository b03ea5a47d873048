"""Compare two publications row by row: a benchmark of different work is worth nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import duckdb

# What both sides publish, and which columns have to agree; hashes of definitions are each side's own.
COMPARED = {
    "customer_aggregates": "*",
    "segment_memberships": "*",
    "segment_membership_history": "* exclude (definition_hash)",
    "segment_membership_events": "*",
    "segment_sizes": "*",
    "segment_axes": "*",
    "segment_export": "*",
    "segment_assignments": "*",
    "customer_scores": "*",
    "customer_score_history": "*",
    "rejected_rows": "*",
    "segment_overlaps": "*",
    "segment_sales": "*",
    "segment_top_products": "*",
    "segment_top_categories": "*",
    "channel_sales": "*",
    "customer_cohorts": "*",
    "segment_migrations": "*",
    "customer_group_history": "*",
    "shop_sales": "*",
    "delivery_consent": "*",
}


@dataclass(frozen=True)
class Difference:
    """Say of one relation how many rows only one side has, with one example of each."""

    relation: str
    only_left: int
    only_right: int
    example_left: str
    example_right: str

    def __str__(self) -> str:
        """Write it as a line."""
        return (
            f"{self.relation}: {self.only_left} rows only left, such as {self.example_left}; "
            f"{self.only_right} only right, such as {self.example_right}"
        )


def differences(left: Path, right: Path) -> list[Difference]:
    """Give what differs between two published files; nothing when both hold the same rows."""
    found = []
    with duckdb.connect() as connection:
        connection.execute("set threads = 2; set preserve_insertion_order = false")
        connection.execute(f"attach '{left}' as l (read_only)")
        connection.execute(f"attach '{right}' as r (read_only)")
        members = _names(connection, "l") & {name for name in _names(connection, "r") if name.startswith("segment_")}
        per_segment = sorted(members - set(COMPARED) - _LOGS)
        for relation in [*COMPARED, *(name for name in per_segment if _is_members(connection, name))]:
            difference = _difference(connection, relation, COMPARED.get(relation, "customer_id"))
            if difference:
                found.append(difference)
    return found


_LOGS = {"segment_refreshes", "segment_formations", "segment_definitions"}


def _names(connection: duckdb.DuckDBPyConnection, side: str) -> set[str]:
    rows = connection.execute("select table_name from duckdb_tables() where database_name = ?", [side]).fetchall()
    return {row[0] for row in rows}


def _is_members(connection: duckdb.DuckDBPyConnection, relation: str) -> bool:
    columns = connection.execute(
        "select column_name from duckdb_columns() where database_name = 'l' and table_name = ?", [relation]
    ).fetchall()
    return columns == [("customer_id",)]


def _difference(connection: duckdb.DuckDBPyConnection, relation: str, columns: str) -> Difference | None:
    names = [row[0] for row in connection.execute(f"describe select {columns} from l.{relation}").fetchall()]
    listed = ", ".join(f'"{name}"' for name in names)
    sides = []
    for one, other in (("l", "r"), ("r", "l")):
        # By hash, which holds a row of any width in eight bytes and finds a single changed value.
        rows = connection.execute(
            f"select count(*), any_value(row_text) from (select hash({listed}) as fingerprint, any_value("
            f"cast(row({listed}) as varchar)) as row_text, count(*) as copies from {one}.{relation} group by 1) as a "
            f"where not exists (from (select hash({listed}) as fingerprint, count(*) as copies from {other}.{relation} "
            "group by 1) as b where a.fingerprint = b.fingerprint and a.copies = b.copies)"
        ).fetchone() or (0, None)
        sides.append(rows)
    (left, left_row), (right, right_row) = sides
    if left == right == 0:
        return None
    return Difference(relation, left, right, str(left_row)[:300], str(right_row)[:300])
