"""Refuse to build from seeds with faults, or from generated files that no longer say what the seeds say."""

from __future__ import annotations

from orchestration.project import Project
from orchestration.refresh.errors import GeneratedFilesStaleError
from orchestration.refresh.progress import Observe, warning_of
from orchestration.refresh.warehouse import open_warehouse
from orchestration.specs import Specs, check, generated_files, plan_changes, read_specs


def check_definitions(project: Project, observe: Observe, step: str) -> Specs:
    """Read the seeds, raising every fault at once, and refuse generated files that differ from them.

    Args:
        project: the project about to be built.
        observe: gets the seeds' warnings.
        step: name of the step the warnings belong to.
    """
    specs = read_specs(project)
    for warning in check(project, computed=_computed(project)):
        observe(warning_of(warning, step))
    changes = plan_changes(project, generated_files(specs, project.name))
    if changes:
        raise GeneratedFilesStaleError([str(change) for change in changes])
    return specs


def _computed(project: Project) -> frozenset[str]:
    """Give the segments that earlier refreshes computed, as the build file knows them once a refresh has begun."""
    with open_warehouse(project.build_file) as connection:
        rows = connection.execute("select segment_code from operations.previous_definitions").fetchall()
    return frozenset(code for (code,) in rows)
