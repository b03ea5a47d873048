"""The history step alone, on the same members before and after: the raw diff and stock `dbt snapshot`."""

from __future__ import annotations

import json
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb

from benchmarks.measuring import measure

PROJECT = """\
name: stock_snapshot
version: "0.1.0"
profile: stock_snapshot
snapshot-paths: [snapshots]
flags: {send_anonymous_usage_stats: false}
"""

PROFILE = """\
stock_snapshot:
  target: duckdb
  outputs:
    duckdb: {{type: duckdb, path: "{path}", threads: 2, settings: {{threads: 2}}}}
"""

SOURCES = """\
sources:
  - name: shop
    schema: main
    tables: [{name: members}]
"""

# As dbt documents it: rows by key, a change by comparing columns, and rows that are gone are closed.
SNAPSHOT = """\
snapshots:
  - name: members_snapshot
    relation: source('shop', 'members')
    config:
      unique_key: [customer_id, segment_code]
      strategy: check
      check_cols: [segment_code]
      hard_deletes: invalidate
"""

DIFF = """
create temp table open_stays as
select rowid as stay, customer_id, segment_code from history where exited_at is null;
update history set exited_at = now()
where rowid in (select stay from open_stays anti join after using (customer_id, segment_code));
insert into history
select customer_id, segment_code, now(), null from after anti join open_stays using (customer_id, segment_code);
"""


@dataclass(frozen=True)
class HistorySteps:
    """Hold the seconds of both ways, and how much there was to do."""

    members: int
    changes: int
    diff_seconds: float
    snapshot_node_seconds: float
    snapshot_command_seconds: float


def measure_history(folder: Path, before: Path, after: Path) -> HistorySteps:
    """Take the memberships of two published files and bring the history of the first to the second in both ways."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    members, changes, diff = _raw_diff(folder / "diff.duckdb", before, after)
    node, command = _stock_snapshot(folder / "snapshot", before, after)
    return HistorySteps(members, changes, diff, node, command)


def _raw_diff(file: Path, before: Path, after: Path) -> tuple[int, int, float]:
    with duckdb.connect(str(file)) as connection:
        _attach(connection, before, after)
        connection.execute(
            "create table history as select customer_id, segment_code, entered_at, "
            "cast(null as timestamptz) as exited_at from before.segment_memberships"
        )
        connection.execute("create table after as select customer_id, segment_code from after.segment_memberships")
        connection.execute("checkpoint")
        start = time.perf_counter()
        for statement in duckdb.extract_statements(DIFF):
            connection.execute(statement)
        seconds = time.perf_counter() - start
        counted = connection.execute(
            "select count(*) filter (exited_at is null), count(*) filter (exited_at is not null) "
            "+ (select count(*) from history) - (select count(*) from before.segment_memberships) from history"
        ).fetchone() or (0, 0)
    return counted[0], counted[1], seconds


def _stock_snapshot(root: Path, before: Path, after: Path) -> tuple[float, float]:
    for path, text in {
        "dbt_project.yml": PROJECT,
        "profiles.yml": PROFILE.format(path=root / "warehouse.duckdb"),
        "models/sources.yml": SOURCES,
        "snapshots/members_snapshot.yml": SNAPSHOT,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    seconds = 0.0
    for source in (before, after):
        with duckdb.connect(str(root / "warehouse.duckdb")) as connection:
            connection.execute(f"attach '{source}' as published (read_only)")
            connection.execute(
                "create or replace table members as select customer_id, segment_code from published.segment_memberships"
            )
        command = [
            sys.executable,
            "-m",
            "dbt.cli.main",
            "snapshot",
            "--project-dir",
            str(root),
            "--profiles-dir",
            str(root),
        ]
        seconds = measure(command, {"DO_NOT_TRACK": "1"}, root).seconds
    results = json.loads((root / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
    return sum(result["execution_time"] for result in results), seconds


def _attach(connection: duckdb.DuckDBPyConnection, before: Path, after: Path) -> None:
    connection.execute("set threads = 2")
    connection.execute(f"attach '{before}' as before (read_only)")
    connection.execute(f"attach '{after}' as after (read_only)")
