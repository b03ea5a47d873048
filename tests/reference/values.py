"""What a cell holds: text, numbers, instants, days, booleans; a cell that does not parse is missing (None)."""

import re
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

Cell = str | int | float | bool | Decimal | date | datetime | None
Row = dict[str, Cell]

WHITE_SPACE = "\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_NUMBER = re.compile(r"[+-]?(\d+(\.\d+)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)


def text(cell: Cell) -> str | None:
    """Read text as it was given; empty or blank text is missing."""
    if cell is None:
        return None
    given = str(cell)
    return given if given.strip(WHITE_SPACE) else None


def key(given: str) -> str:
    """Give the form under which text compares: trimmed, NFC, lower case code point by code point."""
    return "".join(map(_lower, unicodedata.normalize("NFC", given.strip(WHITE_SPACE))))


def _lower(character: str) -> str:
    # U+0130 is the only code point whose lower case in Python is longer than one code point.
    return "i" if character == "\u0130" else character.lower()


def number(cell: Cell, places: int = 4) -> Fraction | None:
    """Read a number, rounded to the places that its column keeps."""
    if cell is None or isinstance(cell, bool):
        return None
    given = str(cell).strip()
    return rounded(Fraction(given), places) if _NUMBER.fullmatch(given) else None


def rounded(value: Fraction, places: int = 4) -> Fraction:
    """Round half away from zero, as decimals in a warehouse do."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, 10**places)


def instant(cell: Cell) -> datetime | None:
    """Read a UTC instant."""
    try:
        given = cell if isinstance(cell, datetime) else datetime.fromisoformat(str(cell or "").strip())
    except ValueError:
        return None
    return given.astimezone(UTC) if given.tzinfo else given.replace(tzinfo=UTC)


def day(cell: Cell) -> date | None:
    """Read a calendar day."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(str(cell or "").strip())
    except ValueError:
        return None


def boolean(cell: Cell) -> bool | None:
    """Read true or false."""
    given = str(cell).strip().lower()
    if given in ("true", "t", "1", "yes", "y"):
        return True
    return False if given in ("false", "f", "0", "no", "n") else None
