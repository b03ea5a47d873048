"""`segments generate`: write the models the seeds stand for, or check that they are written."""

from __future__ import annotations

from typing import Annotated

import typer

from orchestration.commands.terminal import counted, messages
from orchestration.project import find_project
from orchestration.specs import apply_changes, generated_files, plan_changes, read_specs


def run(
    context: typer.Context,
    *,
    check: Annotated[
        bool,
        typer.Option("--check", help="Change nothing; exit 1 when a file is missing, stale or orphaned."),
    ] = False,
) -> None:
    """Print each change as a sentence, and make it unless only asked to check."""
    project = find_project(context.obj)
    files = generated_files(read_specs(project), project.name)
    changes = plan_changes(project, files)
    if not check:
        apply_changes(project, changes)
    for change in changes:
        typer.echo(str(change))
    if not changes:
        messages().print(f"{counted(len(files), 'generated file')} up to date")
    elif check:
        raise typer.Exit(1)
