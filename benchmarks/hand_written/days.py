"""Days as seeds write them: fixed, or counted from today."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

_WORDS = {"today": "+0d", "yesterday": "-1d"}


def day(text: str, today: date) -> date:
    """Give the day a text means.

    >>> day("-1m", date(2026, 3, 31))
    datetime.date(2026, 2, 28)
    """
    text = _WORDS.get(text, text)
    if text[0] not in "+-":
        return date.fromisoformat(text)
    number = int(text[:-1])
    if text[-1] in "dw":
        return today + timedelta(days=number * (7 if text[-1] == "w" else 1))
    months = today.year * 12 + today.month - 1 + number * (12 if text[-1] == "y" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def day_literal(text: str, today: date) -> str:
    """Write the day a text means as a literal."""
    return f"date '{day(text, today)}'"


def month_day(text: str, today: date) -> int:
    """Give month and day as a number: 1231 is the last day of a year."""
    if text[0].isdigit() and len(text) == len("12-31"):
        return int(text[:2]) * 100 + int(text[3:])
    found = day(text, today)
    return found.month * 100 + found.day
