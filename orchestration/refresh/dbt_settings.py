"""Point dbt at a project, whatever command it is to run and wherever it is started."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from orchestration.project import Project


def project_arguments(project: Project) -> list[str]:
    """Give the arguments that point dbt at the project and its artifacts."""
    return [*place_arguments(project), "--target-path", str(project.root / "target")]


def place_arguments(project: Project) -> list[str]:
    """Give the arguments every dbt command takes, `dbt deps` too, which makes no artifacts."""
    return [
        "--project-dir",
        str(project.root),
        "--profiles-dir",
        str(project.house / "profiles"),
        "--log-path",
        str(project.root / "logs"),
    ]


def project_environment(project: Project) -> dict[str, str]:
    """Give the environment any dbt command on the project needs: where the warehouse is, and no telemetry."""
    return {"SEGMENTS_HOME": str(project.home), "DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DO_NOT_TRACK": "1"}


@contextmanager
def environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for as long as the block lasts."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
