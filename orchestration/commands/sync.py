"""`segments sync`: what would change on lists at platforms, and doing it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from orchestration.commands.sync_drawing import draw_applied, draw_plan, draw_status, plain_applied, plain_plan
from orchestration.commands.terminal import Format, counted, messages, write_json
from orchestration.delivery.applying import ApplyChoices, apply_plan
from orchestration.delivery.errors import InactiveDestinationError
from orchestration.delivery.giving_up import try_again
from orchestration.delivery.plan import PlanHeader
from orchestration.delivery.planning import find_destination, make_plan
from orchestration.delivery.progress import Applied
from orchestration.delivery.rolling_back import make_rollback
from orchestration.delivery.status import parked_rows, statuses
from orchestration.delivery.store import plan_path
from orchestration.project import Project, find_project
from orchestration.specs import Specs, read_specs

NO = 1

group = typer.Typer(
    name="sync",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Keep lists at e-mail platforms as the segments are. A plan says what will be done; apply does exactly that.",
)

DestinationArgument = Annotated[str, typer.Argument(help="A row of seeds/destinations.csv.", metavar="DESTINATION")]
FormatOption = Annotated[Format, typer.Option("--format", help="How to write the result.")]


@group.command()
def plan(
    context: typer.Context,
    destinations: Annotated[
        list[str] | None,
        typer.Argument(help="Rows of seeds/destinations.csv; all active ones by default.", metavar="[DESTINATION]..."),
    ] = None,
    *,
    output: FormatOption = Format.table,
) -> None:
    """Write what has to be done for a list to hold the members of its segment, and show it; nothing is sent."""
    project, specs = _read(context)
    names = destinations or [one.name for one in specs.destinations if one.is_active]
    for name in names:
        if not find_destination(specs, name)[0].is_active:
            raise InactiveDestinationError(name)
    made = {name: make_plan(project, specs, name, _now()) for name in names}
    if output is Format.json:
        write_json([plain_plan(one) if one else {"destination": name, "changes": 0} for name, one in made.items()])
        return
    for name, one in made.items():
        draw_plan(name, one)
    if not names:
        messages().print("no destination is active; seeds/destinations.csv says which are")


@group.command()
def apply(
    context: typer.Context,
    plan_name: Annotated[str, typer.Argument(help="A plan's name, or the path of its file.", metavar="PLAN")],
    *,
    accept_limits: Annotated[
        bool, typer.Option("--accept-limits", help="Do it though it goes beyond max_shrink or max_rows.")
    ] = False,
    output: FormatOption = Format.table,
) -> None:
    """Do exactly what a plan says, or go on with it where it was stopped."""
    project, specs = _read(context)
    _apply(project, specs, plan_path(project, plan_name), accept_limits=accept_limits, output=output)


@group.command()
def rollback(
    context: typer.Context,
    destination: DestinationArgument,
    *,
    to: Annotated[
        str | None,
        typer.Option(help="The plan after which the list was right; by default the last but one.", metavar="PLAN"),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    output: FormatOption = Format.table,
) -> None:
    """Make a list what it was after an earlier plan; who must not be written to by now is not put back."""
    project, specs = _read(context)
    made = make_rollback(project, specs, destination, to, _now())
    if made is None:
        messages().print(f"{destination} is that way already; nothing to do")
        return
    if output is Format.table:
        draw_plan(destination, made)
    if not yes:
        typer.confirm(f"Do it at {made.header.platform}?", abort=True, err=True)
    _apply(project, specs, made.path, accept_limits=True, output=output)


@group.command()
def status(
    context: typer.Context,
    destination: Annotated[
        str | None, typer.Argument(help="A row of seeds/destinations.csv; all by default.", metavar="[DESTINATION]")
    ] = None,
    *,
    output: FormatOption = Format.table,
) -> None:
    """Say what each list holds and how its last plan went; of one list also what was given up, by reason."""
    project, specs = _read(context)
    found = statuses(project, specs, destination)
    parked = parked_rows(project, destination) if destination else []
    if output is Format.json:
        write_json({"destinations": found, "parked": parked} if destination else found)
        return
    draw_status(found, parked)


@group.command()
def retry(context: typer.Context, destination: DestinationArgument) -> None:
    """Take what was given up at a destination into its next plan again."""
    project, specs = _read(context)
    number = try_again(project, specs, destination)
    messages().print(f"{counted(number, 'row')} of {destination} will be in its next plan again")


def _apply(project: Project, specs: Specs, path: Path, *, accept_limits: bool, output: Format) -> None:
    done = 0

    def watch(header: PlanHeader, settled: int) -> None:
        nonlocal done
        done += settled
        messages().print(f"{escape(header.plan_id)}: {done} of {header.changes} rows", soft_wrap=True)

    applied = apply_plan(project, specs, path, ApplyChoices(_now(), watch, accepts_limits=accept_limits))
    if output is Format.json:
        write_json(plain_applied(applied))
    else:
        draw_applied(applied)
    _exit_of(applied)


def _exit_of(applied: Applied) -> None:
    if applied.waiting or applied.parked:
        raise typer.Exit(NO)


def _read(context: typer.Context) -> tuple[Project, Specs]:
    project = find_project(context.obj)
    return project, read_specs(project)


def _now() -> datetime:
    return datetime.now(UTC)
