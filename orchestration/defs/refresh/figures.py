"""The figures of a refresh that Dagster plots: rows of all it built, and who entered and left each segment.

They are read once after the build, in one query each; asking for every asset by itself takes seconds at 100 segments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from orchestration.refresh import quoting
from orchestration.refresh.sources import SOURCE_NAME
from orchestration.refresh.start import Refresh
from orchestration.refresh.warehouse import open_warehouse, relation_exists

ROW_COUNT = "dagster/row_count"
"""Metadata key Dagster plots on an asset's page."""

Relation = tuple[str, str]
"""Schema and name."""

# Views of the build file that consumers get as tables.
PUBLISHED_VIEWS = ["customer_aggregates", "delivery_consent", "segment_axes", "segment_export", "segment_memberships"]


@dataclass(frozen=True)
class Figures:
    """Hold what was counted.

    Args:
        rows: rows of each relation.
        changes: customers that entered and left each segment.
    """

    rows: Mapping[Relation, int]
    changes: Mapping[str, tuple[int, int]]

    def of_table(self, schema: str, name: str) -> dict[str, int]:
        """Give the metadata of a relation; none for a view, which was not counted."""
        return {ROW_COUNT: self.rows[schema, name]} if (schema, name) in self.rows else {}

    def of_segment(self, code: str) -> dict[str, int]:
        """Give the metadata of a segment beside its size."""
        entered, exited = self.changes.get(code, (0, 0))
        return {"entered": entered, "exited": exited}


def read_figures(refresh: Refresh) -> Figures:
    """Count in the build file, while nobody else has it."""
    with open_warehouse(refresh.project.build_file, read_only=True) as connection:
        sizes = _segment_sizes(connection, refresh)
        members = {("main", f"segment_{code}"): size for code, (size, _, _) in sizes.items()}
        changes = {code: (entered, exited) for code, (_, entered, exited) in sizes.items()}
        return Figures(_count_rows(connection) | members, changes)


def _count_rows(connection: duckdb.DuckDBPyConnection) -> dict[Relation, int]:
    """Count the rows of every table, of what is a table where it is published, and of the shop's Parquet files."""
    relations: list[Relation] = connection.execute(
        "select table_schema, table_name from information_schema.tables "
        "where table_catalog = current_database() "
        "and (table_type = 'BASE TABLE' or table_schema = ? "
        "or (table_schema = 'main' and list_contains(?, table_name)))",
        [SOURCE_NAME, PUBLISHED_VIEWS],
    ).fetchall()
    counts = " union all ".join(
        f"select {place}, count(*) from {quoting.name(schema)}.{quoting.name(name)}"  # noqa: S608 quoted
        for place, (schema, name) in enumerate(relations)
    )
    return {relations[place]: rows for place, rows in connection.execute(counts).fetchall()} if relations else {}


def _segment_sizes(connection: duckdb.DuckDBPyConnection, refresh: Refresh) -> dict[str, tuple[int, int, int]]:
    """Read members, entered and exited of each segment: asking its view would compute it."""
    if not relation_exists(connection, "main", "segment_sizes"):
        return {}
    rows = connection.execute(
        "select segment_code, members, entered, exited from main.segment_sizes where refresh_id = ?",
        [refresh.refresh_id],
    ).fetchall()
    return {code: (members, entered, exited) for code, members, entered, exited in rows}
