"""Build everything with dbt: seeds, models, history and tests, in one run."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from orchestration.project import Project
from orchestration.refresh.dbt_run import run_dbt
from orchestration.refresh.definitions_check import check_definitions
from orchestration.refresh.packages import install_packages
from orchestration.refresh.progress import Event, Observe
from orchestration.refresh.start import Refresh

STEP = "build"


def build(refresh: Refresh, observe: Observe) -> None:
    """Run `dbt build` over the whole project; a failed model or test raises with every failure."""
    observe(Event(STEP, "progress", "checking the seeds"))
    check_definitions(refresh.project, observe, STEP)
    with environment(dbt_environment(refresh)):
        install_packages(refresh.project, project_arguments(refresh.project), observe, STEP)
        run_dbt(refresh.project, dbt_arguments(refresh), observe, STEP)
    observe(Event(STEP, "progress", "built and tested", 1.0))


def dbt_arguments(refresh: Refresh) -> list[str]:
    """Give the arguments of the one dbt command a refresh consists of."""
    full = ["--full-refresh"] if refresh.full else []
    return ["build", *project_arguments(refresh.project), *full]


def project_arguments(project: Project) -> list[str]:
    """Give the arguments that point any dbt command at the project."""
    return [
        "--project-dir",
        str(project.root),
        "--profiles-dir",
        str(project.house / "profiles"),
        "--target-path",
        str(project.root / "target"),
        "--log-path",
        str(project.root / "logs"),
    ]


def dbt_environment(refresh: Refresh) -> dict[str, str]:
    """Give the environment variables dbt needs beside its arguments.

    What changes from refresh to refresh is not given as `--vars`: for another value of a var dbt parses the whole
    project again.
    """
    return {
        **project_environment(refresh.project),
        "SEGMENTS_AS_OF": f"{refresh.as_of:%Y-%m-%dT%H:%M:%S}",
        "SEGMENTS_STARTED_AT": f"{refresh.started_at:%Y-%m-%dT%H:%M:%S}",
        "SEGMENTS_DEFINITION_COMMIT": refresh.definition_commit,
    }


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
