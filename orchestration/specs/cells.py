r"""The small syntax inside a cell: separators, ranges, and the backslash that makes them text.

`|` separates values, `..` the ends of a range, `;` the pairs of a scope. A backslash before one of them, or before a
backslash, makes it text; before anything else it is a mistake, so that nobody's pattern is read as something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from orchestration.faults import one_of, quoted

# Unicode White_Space, which is what the warehouse trims too. Python's own strip() would also take U+001C to U+001F.
WHITE_SPACE = "\t\n\v\f\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"

IN_VALUES = "|.\\"
IN_SCOPES = "|.\\;"


class WrongCellError(Exception):
    """Say what is wrong with a piece of a cell; the caller knows which cell."""

    def __init__(self, message: str, legal: Sequence[str] = ()) -> None:
        """Keep the message and the legal values."""
        self.message = message
        self.legal = tuple(legal)
        super().__init__(message)


def not_legal(value: str, what: str, legal: Sequence[str]) -> WrongCellError:
    """Say that a word is none of a closed list."""
    return WrongCellError(f"{quoted(value)} is not {what}; {one_of(legal, value)}", legal)


def trim(text: str) -> str:
    """Take white space off both ends."""
    return text.strip(WHITE_SPACE)


def split(cell: str, separator: str) -> list[str]:
    """Cut a cell at a separator that is not escaped; the pieces are trimmed and still escaped."""
    pieces = [""]
    for part in _parts(cell, separator):
        if part == separator:
            pieces.append("")
        else:
            pieces[-1] += part
    return [trim(piece) for piece in pieces]


def unescape(piece: str, escapable: str = IN_VALUES) -> str:
    """Take the backslashes off a piece."""
    return "".join(_plain(part, escapable) for part in _parts(piece))


def escape(text: str, escapable: str = "|\\") -> str:
    r"""Write a text so that it is read back as one value.

    >>> print(escape("50|60"))
    50\|60
    """
    return "".join(f"\\{character}" if character in escapable else character for character in text)


def join_values(values: Iterable[str]) -> str:
    """Write a cell that holds these values."""
    return "|".join(escape(value) for value in values)


def _parts(cell: str, separator: str = "") -> Iterator[str]:
    """Walk through separators, backslash pairs and single characters."""
    start = 0
    while start < len(cell):
        if cell[start] == "\\":
            end = start + 2
        elif separator and cell.startswith(separator, start):
            end = start + len(separator)
        else:
            end = start + 1
        yield cell[start:end]
        start = end


def _plain(part: str, escapable: str) -> str:
    if not part.startswith("\\"):
        return part
    if part == "\\":
        raise WrongCellError("a backslash at the end escapes nothing; write \\\\ for a backslash", _pairs(escapable))
    if part[1] not in escapable:
        legal = _pairs(escapable)
        raise WrongCellError(f"{quoted(part)} escapes nothing; write \\\\ for a backslash; {one_of(legal)}", legal)
    return part[1]


def _pairs(escapable: str) -> tuple[str, ...]:
    return tuple(f"\\{character}" for character in escapable)
