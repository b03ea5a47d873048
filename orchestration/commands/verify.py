"""`segments verify`: prove that what is published of a refresh agrees with itself."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from orchestration.commands.terminal import Format, counted, messages, new_table, results, whole, write_json
from orchestration.project import find_project
from orchestration.published import open_published
from orchestration.verification.verifying import verify

NO = 1


def run(
    context: typer.Context,
    refresh_id: Annotated[
        str | None, typer.Argument(help="The refresh; the last one by default.", metavar="[REFRESH_ID]")
    ] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="Check every refresh.")] = False,
    output: Annotated[Format, typer.Option("--format", help="How to write the result.")] = Format.table,
) -> None:
    """Run every check; a single disagreement ends in exit code 1."""
    with open_published(find_project(context.obj)) as connection:
        number, findings = verify(connection, refresh_id, every=every)
    odd = [finding for finding in findings if finding.result == "disagrees"]
    if output is Format.json:
        write_json({"refreshes": number, "agrees": not odd, "checks": findings})
    else:
        table = new_table("check", "result", "disagreements", "example", numbers=("disagreements",))
        for finding in findings:
            table.add_row(finding.check, finding.result, whole(finding.disagreements), escape(finding.example or ""))
        results().print(table)
        found = f"{counted(len(odd), 'check')} of {len(findings)} disagree" if odd else "everything agrees"
        messages().print(f"{counted(number, 'refresh')} checked: {found}".replace("refreshs", "refreshes"))
    if odd:
        raise typer.Exit(NO)
