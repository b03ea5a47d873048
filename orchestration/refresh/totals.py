"""Totals of sales and overlaps that a refresh only adds to and takes off from (models/analytics/totals).

They are right as long as the build file is exactly that of the last published refresh. Whoever finds that it is not, or
takes customers out of it, forgets them: the next refresh sums up everything.
"""

from __future__ import annotations

import duckdb

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
    """Drop the totals of the build file."""
    for table in TOTALS:
        connection.execute(f"drop table if exists main.{table}")
