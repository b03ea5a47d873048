"""Say values in English: numbers, days, texts, and several of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}
_RELATIVE = re.compile(r"(?P<sign>[+-]?)(?P<count>[0-9]+)(?P<unit>[dwmy])")


def listed(items: Sequence[str], word: str) -> str:
    """Join words as a sentence does.

    >>> listed(["1", "2", "3"], "or")
    '1, 2 or 3'
    """
    *first, last = items
    return f"{', '.join(first)} {word} {last}" if first else last


def said_text(value: str) -> str:
    """Put a text in quotes; what cannot be seen is shown by its number, so that it can neither hide nor turn a line."""
    return f'"{visible(value)}"'


def said_texts(values: Sequence[str], word: str = "or") -> str:
    """Put several texts in quotes."""
    return listed([said_text(value) for value in values], word)


def said_number(text: str) -> str:
    """Group the digits of a plain decimal number.

    >>> said_number("-50000.5")
    '-50,000.5'
    """
    whole, point, decimals = text.removeprefix("-").partition(".")
    sign = "-" if text.startswith("-") else ""
    return f"{sign}{int(whole):,}{point}{decimals}"


def said_numbers(values: Sequence[str]) -> str:
    """Say several numbers as alternatives."""
    return listed([said_number(value) for value in values], "or")


def said_day(text: str) -> str:
    """Say a day that is fixed, relative to today, or has no year.

    >>> said_day("2015-01-01"), said_day("-3m"), said_day("12-02")
    ('1 January 2015', '3 months ago', '2 December')
    """
    relative = _RELATIVE.fullmatch(text)
    if relative:
        length = said_length(relative["count"], relative["unit"])
        ago = f"{length} ago" if relative["sign"] == "-" else f"{length} from now"
        return ago if int(relative["count"]) else "today"
    if text in {"today", "yesterday"}:
        return text
    year, month, day = text.rpartition("-")[0].rpartition("-")[0], text[-5:-3], text[-2:]
    named = f"{int(day)} {_MONTHS[int(month) - 1]}"
    return f"{named} {date.fromisoformat(text).year}" if year else named


def on_day(text: str) -> str:
    """Say when something was: `on` a day of the calendar, but 3 months ago."""
    return said_day(text) if is_moving(text) else f"on {said_day(text)}"


def is_moving(text: str) -> bool:
    """Tell whether a day is another one tomorrow."""
    return text in {"today", "yesterday"} or bool(_RELATIVE.fullmatch(text))


def said_length(count: str, unit: str) -> str:
    """Say a length of time.

    >>> said_length("030", "d"), said_length("1", "y")
    ('30 days', '1 year')
    """
    number = int(count)
    return f"{number:,} {_UNITS[unit]}{'' if number == 1 else 's'}"


def said_window(text: str) -> str:
    """Say the last days of a scope.

    >>> said_window("30d"), said_window("1y"), said_window("0d")
    ('in the last 30 days', 'in the last year', 'today')
    """
    count, unit = text[:-1], text[-1]
    if int(count) == 0:
        return "today"
    return f"in the last {said_length(count, unit).removeprefix('1 ')}"


def visible(value: str) -> str:
    """Show what cannot be seen by its number."""
    return "".join(_visible(character) for character in value)


def _visible(character: str) -> str:
    if character == " " or unicodedata.category(character)[0] not in "CZ":
        return character
    return f"\\u{ord(character):04x}" if ord(character) <= 0xFFFF else f"\\U{ord(character):08x}"
