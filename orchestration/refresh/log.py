"""The refresh's own row in `segment_refreshes`: dbt writes it as running, the end of the refresh closes it."""

from __future__ import annotations

import time
from datetime import timedelta

import duckdb

from orchestration.refresh.history import REFRESHES
from orchestration.refresh.start import Refresh
from orchestration.refresh.warehouse import relation_exists

SUCCEEDED = "succeeded"
FAILED = "failed"


def close_row(connection: duckdb.DuckDBPyConnection, refresh: Refresh, status: str) -> None:
    """Write how the refresh ended.

    A refresh that failed before dbt wrote its row gets one now; the row of an earlier refresh with the same `as_of`,
    which is still the published one until this refresh begins, is left alone.
    """
    if not relation_exists(connection, "main", REFRESHES):
        return
    seconds = time.monotonic() - refresh.clock
    started_at = refresh.started_at.replace(tzinfo=None)
    finished_at = started_at + timedelta(seconds=round(seconds))
    ending = [status, finished_at, round(seconds, 1)]
    connection.execute(
        f"update main.{REFRESHES} set status = ?, finished_at = ?, seconds = ? "  # noqa: S608 constants
        "where refresh_id = ? and started_at = ?",
        [*ending, refresh.refresh_id, started_at],
    )
    connection.execute(
        f"insert into main.{REFRESHES} by name "
        "select ? as status, ? as finished_at, ? as seconds, ? as as_of, ? as started_at, ? as definition_commit, "
        f"? as refresh_id where not exists (from main.{REFRESHES} where refresh_id = ?)",
        [
            *ending,
            refresh.as_of.replace(tzinfo=None),
            started_at,
            refresh.definition_commit,
            refresh.refresh_id,
            refresh.refresh_id,
        ],
    )
