"""Totals of sales and overlaps that a refresh only adds to and takes off from (models/analytics/totals).

They are right as long as the build file is exactly that of the last published refresh. `begin` forgets them where it is
not, or where customers were taken out of it since: then the refresh sums up everything.
"""

from __future__ import annotations

import duckdb

from orchestration.refresh.warehouse import relation_exists

SCHEMA = "operations"
_OUTDATED = "outdated_totals"

TOTALS = (
    "category_totals",
    "channel_totals",
    "cohort_totals",
    "monthly_totals",
    "overlap_totals",
    "place_totals",
    "product_totals",
)


def forget_totals(connection: duckdb.DuckDBPyConnection) -> None:
    """Drop the totals of the build file, before a refresh that cannot go on from them."""
    for table in (*(f"main.{name}" for name in TOTALS), f"{SCHEMA}.{_OUTDATED}"):
        connection.execute(f"drop table if exists {table}")


def outdate_totals(connection: duckdb.DuckDBPyConnection) -> None:
    """Say that the next refresh cannot go on from the totals; until then views go on reading them."""
    connection.execute(f"create schema if not exists {SCHEMA}")
    connection.execute(f"create table if not exists {SCHEMA}.{_OUTDATED} (reason varchar)")


def are_outdated(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether somebody has said so."""
    return relation_exists(connection, SCHEMA, _OUTDATED)
