"""One refresh of each kind as a measured process: by the command line, by the Dagster job, by hand, by Polars."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from benchmarks.measuring import Measurement, measure
from orchestration.project import HOUSE

THREADS = 2


@dataclass(frozen=True)
class Place:
    """Say where refreshes of one shop and one set of segments happen.

    Args:
        project: the project with the seeds.
        home: folder of its warehouse files.
    """

    project: Path
    home: Path

    @property
    def published(self) -> Path:
        """Give the project's published file."""
        return self.home / "published.duckdb"

    @property
    def published_by_hand(self) -> Path:
        """Give the published file of the hand-written refresh."""
        return self.home / "by_hand_published.duckdb"

    def forget(self) -> None:
        """Remove every warehouse file, so that the next refresh is the first."""
        shutil.rmtree(self.home, ignore_errors=True)


@dataclass(frozen=True)
class Refreshed:
    """Hold what a refresh cost, with its parts in seconds where it tells them."""

    cost: Measurement
    parts: Mapping[str, float] = field(default_factory=dict)


def refresh_by_command(place: Place, data: Path, as_of: datetime, *, full: bool = False) -> Refreshed:
    """Refresh as a user does: `segments refresh`."""
    command = ["segments", "refresh", "--as-of", _utc(as_of), "--format", "json", *(["--full"] if full else [])]
    cost = measure([sys.executable, "-m", "orchestration.cli", *command[1:]], _environment(place, data), place.project)
    return Refreshed(cost, node_seconds(place.project))


def refresh_by_dagster(place: Place, data: Path, as_of: datetime) -> Refreshed:
    """Refresh as the schedule does: the job `refresh`, in one process."""
    command = [sys.executable, "-m", "benchmarks.dagster_run", _utc(as_of)]
    return Refreshed(measure(command, _environment(place, data), place.project), node_seconds(place.project))


def refresh_by_hand(place: Place, data: Path, as_of: datetime, *, incremental: bool = False) -> Refreshed:
    """Do the same work with hand-written SQL."""
    command = [
        sys.executable, "-m", "benchmarks.hand_written.run", "--project", str(place.project), "--data", str(data),
        "--home", str(place.home), "--as-of", f"{as_of:%Y-%m-%dT%H:%M:%S}", "--threads", str(THREADS),
        *(["--incremental"] if incremental else []),
    ]  # fmt: skip
    cost = measure(command, _environment(place, data), HOUSE)
    return Refreshed(cost, json.loads(cost.output)["parts"])


@dataclass(frozen=True)
class ByPolars:
    """Hold what Polars took, without starting Python and comparing, and how many values differ from the published.

    Args:
        cost: of the whole process.
        seconds: of the work.
        members: memberships found.
        different: values that differ.
        note: the same in words.
    """

    cost: Measurement
    seconds: float
    members: int
    different: int
    note: str


def refresh_by_polars(place: Place, data: Path, as_of: datetime) -> ByPolars:
    """Compute aggregates and members with Polars, and compare with what was published by hand."""
    command = [
        sys.executable, "-m", "benchmarks.polars_refresh", "--project", str(place.project), "--data", str(data),
        "--as-of", f"{as_of:%Y-%m-%dT%H:%M:%S}", "--compare-with", str(place.published_by_hand),
    ]  # fmt: skip
    cost = measure(command, {**_environment(place, data), "POLARS_MAX_THREADS": str(THREADS)}, HOUSE)
    return ByPolars(cost, **json.loads(cost.output))


def node_seconds(project: Path) -> dict[str, float]:
    """Read how long dbt took for each node of its last run."""
    results = json.loads((project / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
    return {result["unique_id"].split(".")[-1]: result["execution_time"] for result in results}


def _environment(place: Place, data: Path) -> dict[str, str]:
    return {
        "PYTHONPATH": str(HOUSE),
        "PYTHONDONTWRITEBYTECODE": "",
        "SEGMENTS_PROJECT": str(place.project),
        "SEGMENTS_HOME": str(place.home),
        "SHOP_DATA": str(data),
        "SEGMENTS_THREADS": str(THREADS),
        "DAGSTER_HOME": str(place.home / "dagster"),
        "DO_NOT_TRACK": "1",
    }


def _utc(instant: datetime) -> str:
    return f"{instant:%Y-%m-%dT%H:%M:%S}Z"
