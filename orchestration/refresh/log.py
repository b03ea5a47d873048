"""The refresh's own row in `segment_refreshes`: dbt writes it as running, the end of the refresh closes it."""

from __future__ import annotations

import time
from datetime import UTC, timedelta

import duckdb

from orchestration.refresh.history import REFRESHES
from orchestration.refresh.start import Refresh
from orchestration.refresh.warehouse import relation_exists

SUCCEEDED = "succeeded"
FAILED = "failed"


def close_row(connection: duckdb.DuckDBPyConnection, refresh: Refresh, status: str) -> None:
    """Write how the refresh ended; a refresh that failed before dbt wrote its row gets one now."""
    if not relation_exists(connection, "main", REFRESHES):
        return
    seconds = time.monotonic() - refresh.clock
    started_at = refresh.started_at.astimezone(UTC).replace(tzinfo=None)
    finished_at = started_at + timedelta(seconds=round(seconds))
    values = [status, finished_at, round(seconds, 1), refresh.refresh_id]
    connection.execute(
        f"update main.{REFRESHES} set status = ?, finished_at = ?, seconds = ? where refresh_id = ?",  # noqa: S608
        values,
    )
    connection.execute(
        f"insert into main.{REFRESHES} by name "
        "select ? as status, ? as finished_at, ? as seconds, ? as refresh_id, ? as as_of, ? as started_at, "
        "? as definition_commit "
        f"where not exists (from main.{REFRESHES} where refresh_id = ?)",
        [
            *values,
            refresh.as_of.replace(tzinfo=None),
            started_at,
            refresh.definition_commit,
            refresh.refresh_id,
        ],
    )
