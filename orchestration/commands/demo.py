"""`segments demo`: make the demo shop, or let time pass in it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from orchestration.commands.terminal import messages, new_table, results, whole
from orchestration.demo_shop import advance_demo_shop, make_demo_shop
from orchestration.demo_shop.files import read_parameters
from orchestration.faults import UserError
from orchestration.project import find_project
from orchestration.refresh.start import parse_as_of

# A plain `segments refresh` stands at the present: it has to be able to follow a few advances.
ROOM_TO_ADVANCE = timedelta(days=1)

_LENGTH = re.compile(r"(?P<number>\d+)(?P<unit>[mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


class LengthError(UserError):
    """Report a length of time that does not read as one."""

    def __init__(self, text: str) -> None:
        """Keep the text that was given."""
        self.text = text
        super().__init__(f'"{text}" is not a length of time; write it like 4h, 30m, 2d or 1w')


def run(
    context: typer.Context,
    customers: Annotated[int, typer.Option(min=1, help="How many customers the shop has.")] = 2_000,
    seed: Annotated[int, typer.Option(help="Another number makes another shop.")] = 1,
    now: Annotated[
        str | None,
        typer.Option(metavar="T", help="Instant it has reached; by default a day ago, so that it can be advanced."),
    ] = None,
    advance: Annotated[
        str | None, typer.Option(metavar="LENGTH", help="Let this much time pass in the shop that is there: 4h, 2d.")
    ] = None,
) -> None:
    """Write the shop's files to the folder SHOP_DATA names."""
    folder = find_project(context.obj).shop_data
    if advance:
        _advance(folder, parse_length(advance))
    else:
        instant = parse_as_of(now) if now else datetime.now(UTC) - ROOM_TO_ADVANCE
        _make(folder, customers=customers, now=instant, seed=seed)


def _make(folder: Path, *, customers: int, now: datetime, seed: int) -> None:
    made = make_demo_shop(folder, customers=customers, now=now, seed=seed)
    table = new_table("table", "rows", numbers=("rows",))
    for name, rows in made.rows.items():
        table.add_row(name, whole(rows))
    results().print(table)
    messages().print(f"the shop is in {escape(str(folder))}", soft_wrap=True)


def _advance(folder: Path, length: timedelta) -> None:
    to = read_parameters(folder).now.replace(tzinfo=UTC) + length
    moved = advance_demo_shop(folder, to=to)
    table = new_table("table", "new", "changed", numbers=("new", "changed"))
    for name, rows in moved.new.items():
        table.add_row(name, whole(rows), whole(moved.changed.get(name, 0)))
    results().print(table)
    reached = f"{to:%Y-%m-%dT%H:%M:%SZ}"
    # What lies ahead has not happened yet to a refresh that stands at the present.
    as_of = f" --as-of {reached}" if to > datetime.now(UTC) else ""
    messages().print(f"the shop has reached {reached}; now: segments refresh{as_of}", soft_wrap=True)


def parse_length(text: str) -> timedelta:
    """Read a length of time.

    >>> parse_length("4h")
    datetime.timedelta(seconds=14400)
    """
    match = _LENGTH.fullmatch(text.strip())
    if match is None or int(match["number"]) == 0:
        raise LengthError(text)
    return timedelta(**{_UNITS[match["unit"]]: int(match["number"])})
