"""Refuse to build from seeds with faults, or from generated files that no longer say what the seeds say."""

from __future__ import annotations

from orchestration.project import Project
from orchestration.refresh.errors import GeneratedFilesStaleError
from orchestration.refresh.progress import Event, Observe
from orchestration.specs import check, generated_files, plan_changes, read_specs


def check_definitions(project: Project, observe: Observe, step: str) -> None:
    """Check the seeds, raising every fault at once, and compare the generated files with them.

    Args:
        project: the project about to be built.
        observe: gets the seeds' warnings.
        step: name of the step the warnings belong to.
    """
    specs = read_specs(project)
    for fault in check(project):
        observe(Event(step, "warning", str(fault)))
    changes = plan_changes(project, generated_files(specs, project.name))
    if changes:
        raise GeneratedFilesStaleError([str(change) for change in changes])
