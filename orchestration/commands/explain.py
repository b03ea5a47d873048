"""`segments explain`: why a customer is in a segment, or not."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from orchestration.commands.explain_drawing import blocking, condition_line, explanation_tree, membership_lines
from orchestration.commands.export_files import write_rows
from orchestration.commands.terminal import Format, instant, messages, new_table, results, whole, write_json
from orchestration.explanations.answer import Explanation, explain
from orchestration.explanations.judging import everybody_explained
from orchestration.faults import UserError
from orchestration.project import Project, find_project
from orchestration.specs import read_specs

NOT_A_MEMBER = 1


class WrongQuestionError(UserError):
    """Report arguments that ask for nothing, or for two things at once."""

    def __init__(self) -> None:
        """Say what can be asked."""
        super().__init__(
            "ask for one of: explain CODE CUSTOMER_ID, explain --customer CUSTOMER_ID (every segment), "
            "explain CODE --to FILE (every customer as of the last refresh)"
        )


def run(  # noqa: PLR0913, PLR0917 the command's options
    context: typer.Context,
    code: Annotated[str | None, typer.Argument(help="The segment.", metavar="CODE")] = None,
    customer_id: Annotated[str | None, typer.Argument(help="The customer.", metavar="CUSTOMER_ID")] = None,
    customer: Annotated[
        str | None, typer.Option(metavar="CUSTOMER_ID", help="Explain every segment for this customer, in a line each.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option(metavar="T", help="A past instant; the refresh that was valid then is explained.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Explain the segment for every customer: .csv, .parquet, .xlsx.")
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to write the result.")] = Format.table,
) -> None:
    """Show each condition with the customer's value, whether it holds, and how far off it is.

    Exit code 0: a member, 1: not a member, 2: no such segment or customer, 3: nothing is published.
    """
    project = find_project(context.obj)
    match (code, customer_id, customer, to):
        case (str(), str(), None, None):
            _explain_one(project, code, customer_id, as_of, output)
        case (None, None, str(), None):
            _explain_every_segment(project, customer, as_of, output)
        case (str(), None, None, Path()) if as_of is None:
            _explain_everybody(project, code, to)
        case _:
            raise WrongQuestionError


def _explain_one(project: Project, code: str, customer_id: str, as_of: str | None, output: Format) -> None:
    explained = explain(project, read_specs(project), customer_id, code, as_of)[0]
    if output is Format.json:
        write_json(explained)
    else:
        _show(explained)
    if not explained.answer:
        raise typer.Exit(NOT_A_MEMBER)


def _show(explained: Explanation) -> None:
    console = results()
    console.print(f"[bold]{escape(explained.name)}[/bold] ({explained.code})", soft_wrap=True)
    for line in membership_lines(explained):
        console.print(f"{escape(explained.customer_id)} {escape(line)}", soft_wrap=True)
    for note in explained.notes:
        console.print(f"[yellow]{escape(note)}[/yellow]", soft_wrap=True)
    if explained.verdicts:
        console.print(explanation_tree(explained))
    if explained.unknown:
        console.print(f"[yellow]{escape(explained.unknown)}[/yellow]", soft_wrap=True)
    messages().print(f"as of {instant(explained.as_of)}")


def _explain_every_segment(project: Project, customer_id: str, as_of: str | None, output: Format) -> None:
    explained = explain(project, read_specs(project), customer_id, None, as_of)
    if output is Format.json:
        write_json(explained)
        return
    table = new_table("code", "name", "member", "because")
    for one in explained:
        table.add_row(one.code, escape(one.name), "yes" if one.answer else "no", _because(one))
    results().print(table)
    unknown = {one.unknown for one in explained if one.unknown and one.kind}
    for reason in sorted(unknown):
        messages().print(escape(reason), soft_wrap=True)
    messages().print(f"as of {instant(explained[0].as_of)}")


def _because(explained: Explanation) -> str:
    """Say the main thing: since when a member, or what keeps the customer out."""
    if explained.answer:
        return escape(membership_lines(explained)[0])
    lines = [condition_line(verdict) for verdict in blocking(explained)]
    return "\n".join([*lines, *(f"[yellow]{escape(note)}[/yellow]" for note in explained.notes)])


def _explain_everybody(project: Project, code: str, to: Path) -> None:
    with everybody_explained(project, read_specs(project), code) as (connection, selection):
        rows = write_rows(connection, selection, to)
    messages().print(f"{whole(rows)} rows of {code} written to {escape(str(to))}", soft_wrap=True)
