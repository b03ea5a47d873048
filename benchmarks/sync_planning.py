"""How long a plan of a million members takes beside the raw anti-joins, and how fast rows are applied.

    python -m benchmarks.sync_planning --work build/benchmarks

A published file and a store are made by SQL: a million members of a segment, of whom a hundredth came, left or
changed since the list last confirmed. The raw diff reads the two tables as they stand and writes what differs to a
Parquet file; the plan does the same from the published relations, with consent, hold-outs, suppressions, addresses,
fields, keys and a checksum. Rows are applied to a receiver on this machine without a limit of requests.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from benchmarks.sync_shop import RAW, make_project
from orchestration.delivery.applying import ApplyChoices, apply_plan
from orchestration.delivery.plan import PlanHeader
from orchestration.delivery.planning import make_plan
from orchestration.delivery.platforms.protocol import Limits, Pace
from orchestration.delivery.store import open_store
from orchestration.project import Project
from orchestration.specs import read_specs
from orchestration.sync_demo.receiver import Receiver

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)
ROUNDS = 5


def main(
    work: Annotated[Path, typer.Option(help="Folder for the files.")] = Path("build/benchmarks"),
    members: Annotated[int, typer.Option(help="Members of the list.")] = 1_000_000,
    *,
    applies: Annotated[bool, typer.Option(help="Whether to apply a plan of all of them too.")] = True,
) -> None:
    """Measure and print."""
    project = make_project(work / "sync", members)
    # By turns, so that what else the machine does meets both.
    rounds = [(_raw(project, work / "raw.parquet"), _planned(project)) for _ in range(ROUNDS)]
    for place, name in enumerate(("seconds", "seconds of cores")):
        raw, planned = (min(times[place] for times in kind) for kind in zip(*rounds, strict=True))
        typer.echo(f"{members:,} members, {name}: raw diff {raw:.2f}, plan {planned:.2f} ({planned / raw:.1f} x)")
    if applies:
        rows, seconds = _applied(project)
        typer.echo(f"applied {rows:,} rows to a receiver here in {seconds:.1f} s: {rows / seconds:,.0f} rows a second")


Times = tuple[float, float]
"""Seconds, and seconds of cores: the second hardly depends on what else a machine does."""


def _raw(project: Project, path: Path) -> Times:
    """Time two anti-joins and a comparison over tables that hold what the plan has to work out."""
    with duckdb.connect(str(project.home / "raw.duckdb")) as connection:
        connection.execute("set threads = 2")
        return _timed(lambda: connection.execute(f"copy ({RAW}) to '{path}' (format parquet)"))


def _planned(project: Project) -> Times:
    specs = read_specs(project)
    return _timed(lambda: make_plan(project, specs, "list", NOW))


def _timed(work: Callable[[], object]) -> Times:
    began, used = time.perf_counter(), time.process_time()
    made = work()
    times = time.perf_counter() - began, time.process_time() - used
    assert made is not None  # noqa: S101 a benchmark of nothing is worth nothing
    return times


def _applied(project: Project) -> tuple[int, float]:
    receiver = Receiver()
    os.environ["SEGMENTS_DELIVERY_WEBHOOK_URL"] = receiver.url
    os.environ["SEGMENTS_DELIVERY_WEBHOOK_SECRET"] = receiver.secret
    with open_store(project) as store:
        store.execute("delete from delivery_members")
    specs = read_specs(project)
    plan = make_plan(project, specs, "list", NOW)
    assert plan is not None  # noqa: S101 see above
    choices = ApplyChoices(NOW, _silent, accepts_limits=True, pace=Pace(limits=Limits(1_000, 1_000_000)))
    began = time.perf_counter()
    applied = apply_plan(project, specs, plan.path, choices)
    seconds = time.perf_counter() - began
    receiver.stop()
    return sum(applied.outcomes.values()), seconds


def _silent(_header: PlanHeader, _settled: int) -> None:
    """Say nothing."""


if __name__ == "__main__":
    typer.run(main)
