"""Turn what dbt reports of a build into Dagster's events: one for each relation built, one for each test run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

import dagster as dg

from orchestration.project import Project
from orchestration.refresh.artifacts import results_file

UNIQUE_ID = "dagster_dbt/unique_id"
"""Metadata key under which dagster-dbt keeps dbt's name of the node or test a spec stands for."""

BUILT = "success"
RAN = ("pass", "warn", "fail", "error")


@dataclass(frozen=True)
class NodeResult:
    """Hold what dbt says of one node or test.

    Args:
        unique_id: dbt's name of it.
        status: success, pass, warn, fail, error or skipped.
        seconds: how long it took.
        failures: rows a test found.
        message: what the warehouse said.
    """

    unique_id: str
    status: str
    seconds: float
    failures: int | None
    message: str | None


def read_results(project: Project) -> list[NodeResult]:
    """Read the results of the last build; none when dbt stopped before its first node."""
    path = results_file(project)
    if not path.exists():
        return []
    return [
        NodeResult(
            unique_id=result["unique_id"],
            status=result["status"],
            seconds=round(result["execution_time"], 3),
            failures=result["failures"],
            message=result["message"],
        )
        for result in json.loads(path.read_text(encoding="utf-8"))["results"]
    ]


def materialize_results(
    assets: dg.AssetsDefinition,
    results: Iterable[NodeResult],
    metadata_of: Callable[[str], Mapping[str, Any]],
) -> Iterator[dg.MaterializeResult[Any]]:
    """Give an event for every asset of a build that succeeded.

    Args:
        assets: the assets of the dbt project.
        results: what dbt did.
        metadata_of: gives what else is known of a node, by dbt's name of it.
    """
    specs = {spec.key: spec for spec in assets.specs}
    reads = {key: {dependency.asset_key for dependency in spec.deps} - {key} for key, spec in specs.items()}
    seconds = {result.unique_id: result.seconds for result in results if result.status == BUILT}
    # Dagster wants to hear of an asset after those it reads.
    for key in TopologicalSorter(reads).static_order():
        if key not in specs:
            continue
        unique_id = specs[key].metadata[UNIQUE_ID]
        # What a refresh leaves out is deployed already and shows this refresh's rows all the same.
        metadata = {"seconds": seconds.get(unique_id, 0.0), **metadata_of(unique_id)}
        yield dg.MaterializeResult(asset_key=key, metadata=metadata)


def check_results(assets: dg.AssetsDefinition, results: Iterable[NodeResult]) -> Iterator[dg.AssetCheckResult]:
    """Give a verdict for every test that ran."""
    checks = {check.metadata[UNIQUE_ID]: check for check in assets.check_specs if check.metadata}
    for result in results:
        if result.unique_id in checks and result.status in RAN:
            yield check_result(checks[result.unique_id], result)


def check_result(check: dg.AssetCheckSpec, result: NodeResult) -> dg.AssetCheckResult:
    """Give the verdict of one test; one that only warns stays a warning."""
    only_warns = result.status == "warn"
    return dg.AssetCheckResult(
        asset_key=check.asset_key,
        check_name=check.name,
        passed=result.status == "pass",
        severity=dg.AssetCheckSeverity.WARN if only_warns else dg.AssetCheckSeverity.ERROR,
        description=result.message,
        metadata={"failing_rows": result.failures or 0, "seconds": result.seconds},
    )
