"""The files dbt leaves in target/: the manifest, which publishing reads, and the results of the last build's nodes.

dbt writes the manifest twice in each run, before and after the nodes, changed or not: 0.8 s of a small refresh,
more with more segments. A build of definitions that are deployed already leaves it as it is.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from orchestration.project import Project

WITHOUT_ARTIFACTS = "--no-write-json"
"""dbt's option to write neither of them."""


def manifest_file(project: Project) -> Path:
    """Give the file that holds dbt's manifest."""
    return project.root / "target" / "manifest.json"


def read_manifest(project: Project) -> dict[str, Any]:
    """Read dbt's manifest as it is written: nodes, sources and macros by their unique ids, metadata."""
    return dict(json.loads(manifest_file(project).read_bytes()))


def results_file(project: Project) -> Path:
    """Give the file that holds the results of the last build."""
    return project.root / "target" / "run_results.json"


def is_manifest_current(project: Project) -> bool:
    """Tell whether the manifest was written after dbt last found anything to parse."""
    manifest, parsed = manifest_file(project), project.root / "target" / "partial_parse.msgpack"
    return manifest.exists() and parsed.exists() and parsed.stat().st_mtime_ns <= manifest.stat().st_mtime_ns


def write_results(project: Project, result: object) -> None:
    """Write the results of a build that was told to write no artifacts; none when dbt stopped before its first node."""
    from dbt.artifacts.schemas.run import RunExecutionResult  # noqa: PLC0415 dbt takes a second to import

    if isinstance(result, RunExecutionResult):
        result.write(str(results_file(project)))
