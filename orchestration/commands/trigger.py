"""`segments trigger`: tell of entries and exits, and say how far each trigger has come."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import typer

from orchestration.commands.terminal import Format, messages, new_table, results, whole, write_json
from orchestration.delivery.errors import InactiveTriggerError
from orchestration.delivery.outbox import find_trigger
from orchestration.delivery.trigger_status import trigger_statuses
from orchestration.delivery.trigger_webhook import TriggerWebhook
from orchestration.delivery.triggering import Told, run_trigger
from orchestration.project import find_project
from orchestration.specs import read_specs

group = typer.Typer(
    name="trigger",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Start things when customers enter or leave a segment. A trigger that is new begins with the next refresh.",
)

FormatOption = Annotated[Format, typer.Option("--format", help="How to write the result.")]


@group.command()
def run(
    context: typer.Context,
    triggers: Annotated[
        list[str] | None,
        typer.Argument(help="Rows of seeds/triggers.csv; all active ones by default.", metavar="[TRIGGER]..."),
    ] = None,
    *,
    output: FormatOption = Format.table,
) -> None:
    """Post what was published since the last time to the webhook; triggers of Dagster jobs are left to Dagster."""
    project = find_project(context.obj)
    specs = read_specs(project)
    chosen = [find_trigger(specs, name) for name in triggers or ()]
    for one in chosen:
        if not one.is_active:
            raise InactiveTriggerError(one.name)
    if triggers is None:
        chosen = [one for one in specs.triggers if one.is_active]
    told = [
        run_trigger(project, specs, one.name, datetime.now(UTC), TriggerWebhook().tell) for one in chosen if not one.job
    ]
    if output is Format.json:
        write_json(told)
        return
    for ended in told:
        messages().print(f"{ended.trigger}: {_said(ended)}", soft_wrap=True)
    if not told:
        messages().print("no trigger of the webhook is active; seeds/triggers.csv says which are")


@group.command()
def status(context: typer.Context, *, output: FormatOption = Format.table) -> None:
    """Say how far each trigger has come, and how events ended."""
    project = find_project(context.obj)
    found = trigger_statuses(project, read_specs(project))
    if output is Format.json:
        write_json(found)
        return
    table = new_table(
        "trigger", "segment", "event", "target", "told", "not told", "up to", numbers=("told", "not told")
    )
    for one in found:
        name = one.trigger if one.is_active else f"{one.trigger} (inactive)"
        told, not_told = whole(one.told), whole(one.not_told)
        table.add_row(name, one.segment_code, one.event, one.target, told, not_told, one.refresh_id or "–")
    results().print(table)


def _said(told: Told) -> str:
    if not told.outcomes:
        return "nothing new"
    return ", ".join(f"{outcome} {whole(number)}" for outcome, number in told.outcomes.items())
