"""Drop the relations of segments that were retired: dbt leaves what it no longer builds."""

from __future__ import annotations

import duckdb

from orchestration.refresh import quoting
from orchestration.refresh.warehouse import relation_kind
from orchestration.specs import Specs


def drop_retired(connection: duckdb.DuckDBPyConnection, specs: Specs) -> list[str]:
    """Drop `segment_<code>` of every retired segment that still has one, and give their names."""
    dropped = []
    for segment in specs.retired:
        relation = f"segment_{segment.code}"
        kind = relation_kind(connection, "main", relation)
        if kind:
            connection.execute(f"drop {kind} main.{quoting.name(relation)}")
            dropped.append(relation)
    return dropped
