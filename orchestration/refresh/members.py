"""Members of segments, of whom a refresh asks only those it measured again (models/segments/remeasured_customers.sql).

That is enough as long as the build file is exactly that of the last published refresh, the definitions are the same and
so is the shop's day. Where they are not, the members are forgotten first and everybody is asked.
"""

from __future__ import annotations

import duckdb

from orchestration.refresh.warehouse import relation_kind

_MEMBERS = "segment_members"


def forget_members(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop the members of the build file: to delete millions of rows instead would leave gaps in it."""
    if are_kept(connection):
        connection.execute(f"drop table main.{_MEMBERS}")


def are_kept(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether there are members to go on from."""
    return relation_kind(connection, "main", _MEMBERS) == "table"
