"""`segments new`: add a segment to the seeds and generate its model."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from orchestration.commands.ask import ask_conditions, ask_text
from orchestration.commands.terminal import messages
from orchestration.faults import UserError
from orchestration.project import Project, find_project
from orchestration.specs import Specs, append_segment, apply_changes, generated_files, plan_changes, read_specs


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


def run(  # noqa: PLR0913 one parameter per option
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="Code: small letters, digits and underscores.", metavar="CODE")],
    *,
    name: Annotated[str | None, typer.Option(help="Name for people; the code when left out.")] = None,
    kind: Annotated[str, typer.Option(help="dynamic: members come and go; static: formed once.")] = "dynamic",
    owner: Annotated[str | None, typer.Option(help="Who answers for it.")] = None,
    description: Annotated[str | None, typer.Option(help="What it is for.")] = None,
    group: Annotated[str, typer.Option(help="Path of connectives, such as any-1/all-2.")] = "all",
    field: Annotated[str | None, typer.Option(help="Field of the condition.")] = None,
    scope: Annotated[str, typer.Option(help="What narrows the field, such as within=30d;channel=site.")] = "",
    operator: Annotated[str | None, typer.Option(help="Operator of the condition.")] = None,
    value: Annotated[str, typer.Option(help="Value, values separated by |, or a range low..high.")] = "",
    reason: Annotated[str, typer.Option(help="Why the condition is there.")] = "",
) -> None:
    """Append the segment and its first condition; on a terminal, ask for what is not given and for more conditions."""
    project = find_project(context.obj)
    if code in read_specs(project).by_code:
        raise SegmentExistsError(code)
    given = {"group": group, "field": field or "", "scope": scope, "operator": operator or "", "value": value}
    if field and operator:
        conditions = [given | {"reason": reason}]
    elif sys.stdin.isatty():
        name = name or ask_text("Name", code)
        owner = owner if owner is not None else ask_text("Owner", "")
        description = description if description is not None else ask_text("Description", "")
        conditions = ask_conditions(given)
    else:
        raise MissingOptionsError([f"--{option}" for option in ("field", "operator") if not given[option]])
    segment = {"segment_code": code, "name": name or code, "kind": kind, "owner": owner or ""}
    segment |= {"is_active": "true", "is_in_analytics": "true", "description": description or ""}
    specs = append_segment(project, segment, [{"segment_code": code} | condition for condition in conditions])
    _generate(project, specs)
    messages().print(f"see who it has: segments preview {code}")


def _generate(project: Project, specs: Specs) -> None:
    changes = plan_changes(project, generated_files(specs, project.name))
    apply_changes(project, changes)
    for change in changes:
        typer.echo(str(change))
