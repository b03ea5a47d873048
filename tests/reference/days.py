"""Days relative to today, ranges of days, and anniversaries."""

import re
from calendar import isleap, monthrange
from datetime import date, timedelta

MonthDay = tuple[int, int]
_RELATIVE = re.compile(r"([+-]?)(\d+)([dwmy])", re.ASCII)
_MONTH_DAY = re.compile(r"(\d\d)-(\d\d)", re.ASCII)


def shifted(start: date, amount: int, unit: str) -> date:
    """Move a day; months and years keep the day of the month, or take the month's last."""
    if unit in "dw":
        return start + timedelta(days=amount * (7 if unit == "w" else 1))
    months = start.year * 12 + start.month - 1 + amount * (12 if unit == "y" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def resolved(written: str, today: date) -> date:
    """Turn `2024-05-01`, `today`, `yesterday`, `-30d` or `+1m` into a day."""
    written = written.strip()
    if written in ("today", "yesterday"):
        return today - timedelta(days=written == "yesterday")
    relative = _RELATIVE.fullmatch(written)
    if relative is None:
        return date.fromisoformat(written)
    sign, amount, unit = relative.groups()
    return shifted(today, -int(amount) if sign == "-" else int(amount), unit)


def is_day(written: str) -> bool:
    """Tell whether a text can be read as a day, absolute or relative, or as a month and day."""
    try:
        resolved(written, date(2000, 1, 1))
    except ValueError:
        return _MONTH_DAY.fullmatch(written.strip()) is not None
    return True


def window_start(within: str, today: date) -> date:
    """Give the first day of `within=30d`: thirty whole days back; `0d` is today alone."""
    return resolved("-" + within.strip(), today)


def age(birth: date, today: date) -> int | None:
    """Count whole years; one born on 29 February is a year older on 28 February in common years."""
    years = today.year - birth.year - (_month_day_in(birth, today.year) > (today.month, today.day))
    return years if years >= 0 else None


def has_anniversary(day: date, low: str, high: str, today: date) -> bool:
    """Tell whether the day's month and day fall in a range that may cross the year's end."""
    if _is_relative(low) and _is_relative(high):
        length = resolved(high, today) - resolved(low, today)
        if length >= timedelta(days=365):
            return True
    start = _month_day(low, today) if low else (1, 1)
    end = _month_day(high, today) if high else (12, 31)
    kept = _month_day_in(day, today.year)
    return start <= kept <= end if start <= end else kept >= start or kept <= end


def _is_relative(written: str) -> bool:
    return bool(written) and _MONTH_DAY.fullmatch(written.strip()) is None


def _month_day(written: str, today: date) -> MonthDay:
    fixed = _MONTH_DAY.fullmatch(written.strip())
    if fixed:
        return int(fixed[1]), int(fixed[2])
    end = resolved(written, today)
    return end.month, end.day


def _month_day_in(day: date, year: int) -> MonthDay:
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return 2, 28
    return day.month, day.day
