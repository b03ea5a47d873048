"""`segments new`: add a segment to the seeds, generate its model, and show whom it would have."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from orchestration.commands import preview
from orchestration.commands.ask import ask_conditions, ask_text
from orchestration.commands.terminal import messages
from orchestration.faults import UserError, quoted
from orchestration.project import Project, find_project
from orchestration.refresh.errors import RefreshError
from orchestration.specs import (
    Specs,
    append_segment,
    apply_changes,
    generated_files,
    in_words,
    plan_changes,
    read_specs,
)

CELLS = ("group", "field", "scope", "operator", "value", "reason")


class MissingOptionsError(UserError):
    """Report what a new segment lacks where nobody can be asked."""

    def __init__(self, options: Sequence[str]) -> None:
        """Keep the names of the options."""
        self.options = tuple(options)
        super().__init__(f"a new segment needs {' and '.join(self.options)}")


class SegmentExistsError(UserError):
    """Refuse a code another segment has."""

    def __init__(self, code: str) -> None:
        """Keep the code."""
        self.code = code
        super().__init__(f"there is a segment {code} already; edit its rows in seeds/, or choose another code")


class ConditionFormError(UserError):
    """Refuse a `--condition` that is no row of conditions."""

    def __init__(self, text: str, reason: str) -> None:
        """Keep the text and what is wrong with it."""
        self.text = text
        self.reason = reason
        super().__init__(f"--condition {quoted(text)} {reason}; write {','.join(CELLS)}, as in the seed")


def run(  # noqa: PLR0913 one parameter per option
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="Code: small letters, digits and underscores.", metavar="CODE")],
    *,
    name: Annotated[str | None, typer.Option(help="Name for people; the code when left out.")] = None,
    kind: Annotated[str, typer.Option(help="dynamic: members come and go; static: formed once.")] = "dynamic",
    owner: Annotated[str | None, typer.Option(help="Who answers for it.")] = None,
    description: Annotated[str | None, typer.Option(help="What it is for.")] = None,
    group: Annotated[str, typer.Option(help="Path of connectives, such as any-1/all-2.")] = "",
    field: Annotated[str | None, typer.Option(help="Field of the condition.")] = None,
    scope: Annotated[str, typer.Option(help="What narrows the field, such as within=30d;channel=site.")] = "",
    operator: Annotated[str | None, typer.Option(help="Operator of the condition.")] = None,
    value: Annotated[str, typer.Option(help="Value, values separated by |, or a range low..high.")] = "",
    reason: Annotated[str, typer.Option(help="Why the condition is there.")] = "",
    condition: Annotated[
        list[str] | None,
        typer.Option(
            help=f"A condition as a row of the seed: {','.join(CELLS)}. Once for each.",
            metavar="ROW",
            show_default=False,
        ),
    ] = None,
    show: Annotated[bool, typer.Option("--preview/--no-preview", help="Count it over the last refresh.")] = True,
) -> None:
    """Append the segment and its conditions; on a terminal, ask for what is not given and for more conditions."""
    project = find_project(context.obj)
    if code in read_specs(project).by_code:
        raise SegmentExistsError(code)
    given = dict(zip(CELLS, (group, field or "", scope, operator or "", value, reason), strict=True))
    rows = [read_row(row) for row in condition or ()]
    if field and operator:
        rows = [given | {"group": group or "all"}, *rows]
    elif any(given.values()) or not rows:
        if not sys.stdin.isatty():
            raise MissingOptionsError([f"--{option}" for option in ("field", "operator") if not given[option]])
        name = name or ask_text("Name", code)
        owner = owner if owner is not None else ask_text("Owner", "")
        description = description if description is not None else ask_text("Description", "")
        rows = [*rows, *ask_conditions(given)]
    segment = {"segment_code": code, "name": name or code, "kind": kind, "owner": owner or ""}
    segment |= {"is_active": "true", "is_in_analytics": "true", "description": description or ""}
    specs = append_segment(project, segment, [{"segment_code": code} | row for row in rows])
    _generate(project, specs)
    typer.echo(in_words(specs.by_code[code]))
    if show:
        _preview(context, code)


def read_row(text: str) -> dict[str, str]:
    """Read a condition written as a row of the seed; what is left out at its end is empty.

    >>> read_row("any-1,paid_sum,within=1y,at_least,100")["value"]
    '100'
    """
    try:
        cells = next(csv.reader([text], strict=True), [])
    except csv.Error as error:
        raise ConditionFormError(text, f"is not a row of CSV ({error})") from error
    if not 4 <= len(cells) <= len(CELLS):
        raise ConditionFormError(text, f"has {len(cells)} cells")
    padded = [*cells, *[""] * (len(CELLS) - len(cells))]
    return dict(zip(CELLS, padded, strict=True))


def _generate(project: Project, specs: Specs) -> None:
    changes = plan_changes(project, generated_files(specs, project.name))
    apply_changes(project, changes)
    for change in changes:
        typer.echo(str(change))


def _preview(context: typer.Context, code: str) -> None:
    """Show whom the segment would have; without a warehouse it is added all the same."""
    try:
        preview.run(context, code)
    except RefreshError as error:
        messages().print(f"no preview: {error}", markup=False, soft_wrap=True)
