"""Turn the bytes of a seed into text, or say how the file was saved wrongly."""

from __future__ import annotations

import re

from orchestration.faults import Fault

BYTE_ORDER_MARK = "\ufeff"

_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decode(file: str, data: bytes) -> tuple[str, Fault | None]:
    """Read UTF-8; a byte order mark is left out, and said."""
    if data.startswith(_UTF_16_MARKS) or b"\0" in data[:2]:
        return "", Fault(file, 1, None, None, "the file is saved as UTF-16; save it as UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "the line is not UTF-8; the file may be saved as Windows-1251 or Windows-1252, save it as UTF-8"
        return "", Fault(file, line, None, None, message)
    if text.startswith(BYTE_ORDER_MARK):
        message = (
            "the file begins with a byte order mark, which some warehouses read as part of the first column's name;"
            " save it as UTF-8 without one"
        )
        return text.removeprefix(BYTE_ORDER_MARK), Fault(file, 1, None, None, message)
    return text, None


def line_end(text: str) -> str:
    """Give what ends the first line of a text; nothing when it is the only one and open."""
    end = re.search(r"\r\n|\n|\r", text)
    return end[0] if end else ""
