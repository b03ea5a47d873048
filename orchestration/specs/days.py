"""Days as the seeds write them: fixed, relative to today, or without a year."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from orchestration.faults import quoted
from orchestration.specs.cells import WrongCellError

# Beyond it the arithmetic could leave the warehouse's calendar.
MOST_DIGITS = 4
MOST_YEARS = 1000
_UNIT_DAYS = {"d": 1, "w": 7}
_UNIT_MONTHS = {"m": 1, "y": 12}

# Months are never further from so many days than this.
_MONTH_DAYS = 365.2425 / 12
_MONTH_SLACK = 5
_WORDS = {"today": "+0d", "yesterday": "-1d"}

_FIXED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DOTTED = re.compile(r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})")
_LOOSE = re.compile(r"(?P<year>[0-9]{4})[-./](?P<month>[0-9]{1,2})[-./](?P<day>[0-9]{1,2})")
_RELATIVE = re.compile(r"([+-])([0-9]+)([dwmy])")
_DURATION = re.compile(r"([0-9]+)([dwmy])")
_MONTH_DAY = re.compile(r"([0-9]{2})-([0-9]{2})")

# Every day of a leap year and its neighbours: what is reversed on none of them is never reversed.
_CYCLE = tuple(date(2023, 1, 1) + timedelta(days=day) for day in range(3 * 365 + 1))


def parse_day(text: str) -> str:
    """Check a date that is fixed or relative to today, and give it as written."""
    if text in _WORDS:
        return text
    if relative := _RELATIVE.fullmatch(text):
        _check_length(text, relative[2], relative[3])
        return text
    if not _FIXED.fullmatch(text):
        raise WrongCellError(f"{quoted(text)} is not a date; {_hint(text)}")
    _check_calendar(text)
    return text


def parse_month_day(text: str) -> str:
    """Check one end of an anniversary range: MM-DD or relative to today."""
    if text in _WORDS or _RELATIVE.fullmatch(text):
        return parse_day(text)
    if not _MONTH_DAY.fullmatch(text):
        hint = "an anniversary has no year; " if _FIXED.fullmatch(text) else ""
        raise WrongCellError(f"{quoted(text)} is not a day of the year; {hint}write MM-DD, or relative such as +3d")
    _check_calendar(f"2024-{text}", text)
    return text


def parse_duration(text: str) -> str:
    """Check a length of time such as 30d, and give it without leading zeros."""
    duration = _DURATION.fullmatch(text)
    if not duration:
        raise WrongCellError(f"{quoted(text)} is not a length of time; write a whole number and d, w, m or y: 30d")
    _check_length(text, duration[1], duration[2])
    return f"{int(duration[1])}{duration[2]}"


def is_fixed(text: str) -> bool:
    """Tell whether a checked date stays the same every day."""
    return bool(_FIXED.fullmatch(text))


def resolve(text: str, today: date) -> date:
    """Give the day a checked date means on a day; months keep the day or take the month's last."""
    if is_fixed(text):
        return date.fromisoformat(text)
    days, months = _offset(text)
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1])) + timedelta(days=days)


@lru_cache(maxsize=1024)
def share_reversed(low: str, high: str) -> float:
    """Give the share of days on which a range runs backwards; 0 where one end is fixed and the other moves."""
    if is_fixed(low) or is_fixed(high):
        return float(is_fixed(low) and is_fixed(high) and low > high)
    days, months = (one - other for one, other in zip(_offset(low), _offset(high), strict=True))
    distance = days + months * _MONTH_DAYS
    if not days or not months or abs(distance) > _MONTH_SLACK:
        return float(distance > 0)
    return sum(resolve(low, day) > resolve(high, day) for day in _CYCLE) / len(_CYCLE)


def _offset(text: str) -> tuple[int, int]:
    """Give a relative date as days and months from today, one of which is 0."""
    relative = _RELATIVE.fullmatch(_WORDS.get(text, text))
    if relative is None:
        raise WrongCellError(f"{quoted(text)} is not a date; {_hint(text)}")
    count, unit = int(relative[1] + relative[2]), relative[3]
    return count * _UNIT_DAYS.get(unit, 0), count * _UNIT_MONTHS.get(unit, 0)


def _check_calendar(text: str, shown: str | None = None) -> None:
    try:
        date.fromisoformat(text)
    except ValueError:
        raise WrongCellError(f"{quoted(shown or text)} is not in the calendar") from None


def _check_length(text: str, number: str, unit: str) -> None:
    if len(number) > MOST_DIGITS or (unit == "y" and int(number) > MOST_YEARS):
        raise WrongCellError(f"{quoted(text)} is too far; at most {MOST_DIGITS} digits and {MOST_YEARS} years")


def _hint(text: str) -> str:
    if other := _DOTTED.fullmatch(text) or _LOOSE.fullmatch(text):
        return f"write YYYY-MM-DD: {other['year']}-{int(other['month']):02}-{int(other['day']):02}"
    if _DURATION.fullmatch(text):
        return f"say which way: -{text} or +{text}"
    return "write YYYY-MM-DD, or relative: today, yesterday, -30d, +3d, -2w, -3m, -1y"
