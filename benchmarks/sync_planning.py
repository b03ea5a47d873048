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
) -> None:
    """Measure and print."""
    project = make_project(work / "sync", members)
    raw = min(_raw(project, work / "raw.parquet") for _ in range(ROUNDS))
    planned = min(_planned(project) for _ in range(ROUNDS))
    typer.echo(f"{members:,} members: raw diff {raw:.2f} s, plan {planned:.2f} s ({planned / raw:.1f} x)")
    rows, seconds = _applied(project)
    typer.echo(
        f"applied {rows:,} rows to a receiver on this machine in {seconds:.1f} s: {rows / seconds:,.0f} rows a second"
    )


def _raw(project: Project, path: Path) -> float:
    """Time two anti-joins and a comparison over tables that hold what the plan has to work out."""
    with duckdb.connect(str(project.home / "raw.duckdb")) as connection:
        connection.execute("set threads = 2")
        began = time.perf_counter()
        connection.execute(f"copy ({RAW}) to '{path}' (format parquet)")
        return time.perf_counter() - began


def _planned(project: Project) -> float:
    specs = read_specs(project)
    began = time.perf_counter()
    plan = make_plan(project, specs, "list", NOW)
    took = time.perf_counter() - began
    assert plan is not None  # noqa: S101 a benchmark of nothing is worth nothing
    return took


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
