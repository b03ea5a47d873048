"""What the commands share on the screen: results on stdout, the rest on stderr, tables that fit, JSON that parses."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from rich import box
from rich.console import Console
from rich.table import Table

# Without a terminal nobody's window limits a line.
WIDTH_WITHOUT_TERMINAL = 240

# What is copied from the screen stays in one piece, and a drawing means nothing in two.
NEVER_BROKEN = ("code", "past")

_BARS = "▁▂▃▄▅▆▇█"


class Format(StrEnum):
    """How a result is written."""

    table = "table"
    json = "json"


def results() -> Console:
    """Give the console of results."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else WIDTH_WITHOUT_TERMINAL)


def messages() -> Console:
    """Give the console of progress and messages."""
    return Console(stderr=True, highlight=False, width=None if sys.stderr.isatty() else WIDTH_WITHOUT_TERMINAL)


def new_table(*columns: str, numbers: Sequence[str] = (), title: str | None = None) -> Table:
    """Make an empty table; columns of numbers are set right."""
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False, show_edge=False)
    for column in columns:
        if column in numbers:
            table.add_column(column, justify="right", no_wrap=True)
        elif column in NEVER_BROKEN:
            table.add_column(column, no_wrap=True)
        else:
            table.add_column(column, overflow="fold")
    return table


def write_json(value: object) -> None:
    """Write a value as JSON to stdout; dataclasses become objects, instants ISO texts in UTC."""
    sys.stdout.write(json.dumps(value, default=_plain, ensure_ascii=False, indent=2) + "\n")


def whole(number: int | None) -> str:
    """Write a count with thin gaps between thousands; a dash where there is none."""
    return "–" if number is None else f"{number:,}".replace(",", " ")


def counted(number: int, noun: str) -> str:
    """Write a number of things.

    >>> counted(2, "error")
    '2 errors'
    """
    return f"{whole(number)} {noun}{'' if number == 1 else 's'}"


def megabytes(size: int) -> str:
    """Write a number of bytes in millions of them.

    >>> megabytes(1_250_000)
    '1.2'
    """
    return f"{size / 1_000_000:.1f}"


def percent(share: float | None) -> str:
    """Write a share with one decimal."""
    return "–" if share is None else f"{share:.1%}"


def instant(moment: datetime) -> str:
    """Write an instant of the warehouse, which is UTC."""
    return f"{moment:%Y-%m-%d %H:%M:%S}Z"


def sparkline(values: Sequence[int]) -> str:
    """Draw sizes as bars of text, the smallest at the bottom.

    >>> sparkline([1, 5, 9])
    '▁▄█'
    """
    if not values:
        return ""
    low, high = min(values), max(values)
    steps = len(_BARS) - 1
    return "".join(_BARS[(value - low) * steps // (high - low) if high > low else 0] for value in values)


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%S}Z"
    if isinstance(value, date):
        return value.isoformat()
    return float(value) if isinstance(value, Decimal) else str(value)
