"""When to close the gaps that deleted rows leave in a file: seldom, it takes longer than an incremental refresh.

DuckDB closes them at a checkpoint by writing whole tables anew. An incremental refresh takes a few rows out of every
large table, so it would do so each time. A full refresh writes every table anew and leaves no gaps.
"""

from __future__ import annotations

import duckdb

from orchestration.refresh.history import REFRESHES
from orchestration.refresh.warehouse import relation_exists

# With the nightly full refresh there are five incremental ones in between, so this is for shops that have none.
INCREMENTAL_REFRESHES = 12

# The environment variable that profiles.yml reads, with DuckDB's own setting and with none.
TASKS = "SEGMENTS_VACUUM_TASKS"
MANY, NONE = "100", "0"


def is_due(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether so many incremental refreshes have succeeded since the last full one, or since gaps were closed."""
    if not relation_exists(connection, "main", REFRESHES):
        return False
    row = connection.execute(
        f"select count(*) from main.{REFRESHES} where status = 'succeeded' and refresh_id > coalesce("  # noqa: S608
        f"(select max(refresh_id) from main.{REFRESHES} where status = 'succeeded' and is_full), '')"
    ).fetchone()
    return row is not None and row[0] > 0 and row[0] % INCREMENTAL_REFRESHES == 0
