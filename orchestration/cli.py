"""The `segments` command: finds the command that was asked for, and turns errors into messages and exit codes.

A command's module is imported when that command is run, so that `segments --help` answers at once.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer
import typer.core
import typer.main

from orchestration.faults import UserError

WRONG_USE = 2
WAREHOUSE_FAILED = 3

COMMANDS = {
    "new": "Add a segment: ask, or take options, append to the seeds and generate.",
    "validate": "Check the seeds and show every fault at once.",
    "generate": "Write the generated models, or check that they are current.",
    "explain": "Say why a customer is in a segment, or not: each condition, the customer's value, how far off.",
    "preview": "Count a definition as it stands in the working tree, with the size after each group.",
    "ingest": "Check the shop's files and put them before dbt.",
    "refresh": "Rebuild everything and publish it.",
    "list": "List the segments with their sizes.",
    "show": "Show one segment: its definition, its size and how it changed.",
    "export": "Write a segment's export rows to a CSV, Parquet or XLSX file.",
    "sync": "Keep lists at e-mail platforms as the segments are: plan, apply, roll back.",
    "trigger": "Start things when customers enter or leave a segment.",
    "verify": "Prove that history, memberships, events and sizes of a refresh agree with each other.",
    "rollback": "Put a published file that was kept back in its place.",
    "erase": "Forget customers everywhere, and search for what is left of them.",
    "notify": "Say whom notifications would reach, or send a test to see that they do.",
    "demo": "Make the demo shop, or let time pass in it.",
}

HELP_OPTIONS = {"help_option_names": ["-h", "--help"]}


class LazyCommands(typer.core.TyperGroup):
    """List the commands by their one line, and import one only to run it or show its help."""

    def __init__(self, **attributes: Any) -> None:  # noqa: ANN401 passed on as typer gives them
        """Stand in for every command with its name and line."""
        super().__init__(**attributes)
        for name, line in COMMANDS.items():
            self.add_command(typer.core.TyperCommand(name=name, help=line))

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:  # noqa: ANN401 see above
        """Find the command an argument names, as it really is."""
        name, _stand_in, rest = super().resolve_command(ctx, args)
        return name, _load(name) if name else None, rest


def _load(name: str) -> Any:  # noqa: ANN401 typer's command class is not public
    module = import_module(f"orchestration.commands.{name}")
    if hasattr(module, "group"):
        return typer.main.get_command(module.group)
    single = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    single.command(name, help=COMMANDS[name], context_settings=HELP_OPTIONS)(module.run)
    return typer.main.get_command(single)


app = typer.Typer(
    cls=LazyCommands,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings=HELP_OPTIONS,
    help="Customer segments kept as code. Results go to stdout, progress and messages to stderr.",
    epilog="Exit codes: 0 done, 1 the answer is no, 2 wrong use or bad input, 3 the warehouse or a remote failed.",
)


@app.callback()
def _choose_project(
    context: typer.Context,
    project: Annotated[
        Path | None,
        typer.Option(help="Folder of the dbt project; by default the nearest one upward, or $SEGMENTS_PROJECT."),
    ] = None,
) -> None:
    context.obj = project


def main() -> None:
    """Run the command line; nothing a user can cause ends in a traceback."""
    try:
        app()
    except UserError as error:
        _end(str(error), getattr(error, "exit_code", WRONG_USE))
    except OSError as error:
        _end(str(error), WAREHOUSE_FAILED)


def _end(message: str, exit_code: int) -> None:
    sys.stderr.write(f"{message}\n")
    sys.exit(exit_code)


if __name__ == "__main__":
    main()
