"""Numbers as the seeds write them, and as the warehouse compares them exactly.

A number has at most 18 digits before the point and 10 after it: with a decimal(18,4) or bigint column that still fits
the 38 digits every warehouse compares without rounding.
"""

from __future__ import annotations

import re

from orchestration.faults import quoted
from orchestration.specs.cells import WrongCellError

MOST_WHOLE_DIGITS = 18
MOST_DECIMALS = 10

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_COMMA = re.compile(r"-?[0-9]+,[0-9]+")
_GROUPED = re.compile(r"-?[0-9]{1,3}([ \u00a0\u2009\u202f'_][0-9]{3})+")
_EXPONENT = re.compile(r"[+-]?[0-9.]+[eE][+-]?[0-9]+")


def parse_number(text: str) -> str:
    """Read a number as plain decimal text, the same for every way to write it.

    >>> parse_number("007.50")
    '7.5'
    """
    if not _NUMBER.fullmatch(text):
        raise WrongCellError(f"{quoted(text)} is not a number; {_hint(text)}")
    whole, _, decimals = text.removeprefix("-").partition(".")
    whole, decimals = whole.lstrip("0") or "0", decimals.rstrip("0")
    if len(whole) > MOST_WHOLE_DIGITS:
        raise WrongCellError(f"{quoted(text)} is too large: at most {MOST_WHOLE_DIGITS} digits before the point")
    if len(decimals) > MOST_DECIMALS:
        raise WrongCellError(f"{quoted(text)} is too precise: at most {MOST_DECIMALS} digits after the point")
    plain = f"{whole}.{decimals}" if decimals else whole
    return f"-{plain}" if text.startswith("-") and plain != "0" else plain


def _hint(text: str) -> str:
    if _COMMA.fullmatch(text):
        return f"the decimal point is a dot: {text.replace(',', '.')}"
    if _GROUPED.fullmatch(text):
        return f"digits stand together: {re.sub(r'[^0-9-]', '', text)}"
    if _EXPONENT.fullmatch(text):
        return "write all its digits, without an exponent"
    return "write it in digits, such as 1500 or -0.5"
