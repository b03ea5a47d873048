"""Say the values a condition compares with: numbers and days as the reader writes them, texts as they stand."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from babel.dates import format_date

from orchestration.catalogue.reader import Reader
from orchestration.specs import CATALOGUE, Condition, FieldType
from orchestration.specs.words_values import visible

# More than any number of a seed has: two different ones must not be said alike.
PLACES = 20

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FIXED_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_LENGTH = re.compile(r"(?P<sign>[+-]?)(?P<count>[0-9]+)(?P<unit>[dwmy])")
_YEARLY = re.compile(r"(?P<month>\d\d)-(?P<day>\d\d)")
_LEAP_YEAR = 2000  # has every day a year can have

# One and many of each unit.
_UNITS = {
    "d": ("day", "days"),
    "w": ("week", "weeks"),
    "m": ("month", "months"),
    "y": ("year", "years"),
}


def said_value(reader: Reader, condition: Condition, value: str, *, is_quoted: bool = False) -> str:
    """Say one value of a condition; a text in quotes where it stands among other words."""
    kinds = condition.types or (condition.type,)
    if condition.type is FieldType.SEGMENT:
        return value
    if FieldType.NUMBER in kinds and FieldType.TEXT not in kinds:
        return reader.number(Decimal(value), PLACES)
    if FieldType.DATE in kinds and FieldType.TEXT not in kinds:
        return day_words(reader, value)
    return reader.say("“{text}”", text=visible(value)) if is_quoted else visible(value)


def range_words(reader: Reader, condition: Condition) -> str:
    """Say a range, either end of which may be open; empty where there is none."""
    low, high = (None if end is None else said_value(reader, condition, end) for end in (condition.low, condition.high))
    if low is None and high is None:
        return ""
    between = "from {low}" if high is None else "up to {high}" if low is None else "from {low} to {high}"
    kind = "numbers" if FieldType.NUMBER in (condition.types or (condition.type,)) else "days"
    return reader.phrase(kind, between).format(low=low, high=high)


def day_words(reader: Reader, written: str) -> str:
    """Say a day that is fixed, relative to today, or has no year."""
    if written in {"today", "yesterday"}:
        return reader.say(written)
    if relative := _LENGTH.fullmatch(written):
        one, many = _UNITS[relative["unit"]]
        if not int(relative["count"]):
            return reader.say("today")
        ending = "ago" if relative["sign"] == "-" else "from now"
        return reader.say_number(f"{{number}} {one} {ending}", f"{{number}} {many} {ending}", int(relative["count"]))
    if yearly := _YEARLY.fullmatch(written):
        day = date(_LEAP_YEAR, int(yearly["month"]), int(yearly["day"]))
        return str(format_date(day, "d MMMM", locale=reader.dates))
    return reader.day(date.fromisoformat(written))


def length_words(reader: Reader, written: str) -> str:
    """Say a length of time, such as 30 days."""
    found = _LENGTH.fullmatch(written)
    if found is None:
        return written
    one, many = _UNITS[found["unit"]]
    return reader.say_number(f"{{number}} {one}", f"{{number}} {many}", int(found["count"]))


def threshold_words(reader: Reader, field_name: str, threshold: str) -> str:
    """Say what an explanation compared with: its numbers and days as the reader writes them, the rest as it stands."""
    field = CATALOGUE.find(field_name)
    match field.type if field else None:
        case FieldType.NUMBER:
            return _NUMBER.sub(lambda found: reader.number(Decimal(found[0]), PLACES), threshold)
        case FieldType.DATE:
            return _FIXED_DAY.sub(lambda found: reader.day(date.fromisoformat(found[0])), threshold)
    return threshold
