"""Drop views of the last build that no longer read: a kill between a table and its view may leave one."""

from __future__ import annotations

import duckdb

from orchestration.refresh import quoting

SCHEMA = "main_staging"


def drop_unreadable_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop them before models ask for the state of the last refresh; dbt makes them anew. Not within a transaction."""
    views = connection.execute(
        "select view_name from duckdb_views() where database_name = current_database() and schema_name = ? "
        "and (view_name = 'rejected_rows' or starts_with(view_name, 'valid_'))",
        [SCHEMA],
    ).fetchall()
    for (view,) in views:
        relation = f"{SCHEMA}.{quoting.name(view)}"
        try:
            connection.execute(f"describe {relation}")
        except (duckdb.BinderException, duckdb.CatalogException):
            connection.execute(f"drop view {relation}")
