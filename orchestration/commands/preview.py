"""`segments preview`: count a definition as it stands in the working tree."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from orchestration.commands.terminal import (
    Format,
    instant,
    messages,
    new_table,
    percent,
    results,
    whole,
    write_json,
)
from orchestration.preview import Preview, preview
from orchestration.project import find_project
from orchestration.published import UnknownSegmentError
from orchestration.specs import read_specs


def run(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="The segment, built or not.", metavar="CODE")],
    output: Annotated[Format, typer.Option("--format", help="How to write the result.")] = Format.table,
) -> None:
    """Show the size after each top-level group, the size of the whole, and a few members."""
    project = find_project(context.obj)
    specs = read_specs(project)
    if code not in specs.by_code:
        raise UnknownSegmentError(code, specs.by_code)
    answer = preview(project, specs, code)
    if output is Format.json:
        write_json(answer)
    else:
        _show(answer)


def _show(answer: Preview) -> None:
    console = results()
    table = new_table("after group", "conditions", "members", numbers=("members",))
    table.add_row("", "every customer", whole(answer.customers))
    for step in answer.steps:
        table.add_row(step.group, "\n".join(map(escape, step.conditions)), whole(step.members))
    console.print(table)
    console.print(f"\n{whole(answer.members)} members, {percent(answer.share)} of customers")
    if answer.sample:
        console.print(f"among them {escape(', '.join(answer.sample))}", soft_wrap=True)
    messages().print(f"as of {instant(answer.as_of)}; nothing was written")
    if not answer.is_whole:
        messages().print("a later refresh was not finished: what it built is counted too; run `segments refresh`")
