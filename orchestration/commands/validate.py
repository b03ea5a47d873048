"""`segments validate`: check the seeds."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Annotated

import typer

from orchestration.commands.terminal import Format, counted, messages, write_json
from orchestration.faults import Fault
from orchestration.project import Project, find_project
from orchestration.published import computed_segments, open_published
from orchestration.refresh.errors import RefreshError
from orchestration.refresh.known_names import unknown_names_of_build
from orchestration.specs import check, read_specs


def run(
    context: typer.Context,
    output: Annotated[Format, typer.Option("--format", help="How to write the faults.")] = Format.table,
) -> None:
    """Print every fault of the seeds, one line each; any error makes the answer no."""
    project = find_project(context.obj)
    faults = check(project, computed=_computed(project))
    if not any(fault.severity == "error" for fault in faults):
        faults = [*faults, *unknown_names_of_build(project, read_specs(project))]
    if output is Format.json:
        write_json(faults)
    else:
        for fault in faults:
            typer.echo(str(fault))
    errors = [fault for fault in faults if fault.severity == "error"]
    messages().print(_summary(errors, len(faults) - len(errors)))
    if errors:
        raise typer.Exit(1)


def _computed(project: Project) -> Collection[str] | None:
    """Give the segments that were ever computed, None where no publication tells."""
    try:
        with open_published(project) as connection:
            return computed_segments(connection)
    except RefreshError:
        return None  # without a warehouse the seeds can still be checked


def _summary(errors: Sequence[Fault], warnings: int) -> str:
    found = [counted(len(errors), "error")] if errors else []
    found += [counted(warnings, "warning")] if warnings else []
    return ", ".join(found) if found else "the seeds are right"
