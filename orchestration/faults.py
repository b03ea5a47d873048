"""Faults a user can cause: values that say where, what and what would be right instead.

Everything the user reads about a mistake goes through here, so that the command line, Dagster and the tests show the
same words, and none of them needs a traceback.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Severity = Literal["error", "warning"]


class UserError(Exception):
    """Mark an error the user can put right: its text is shown as it is, without a traceback."""


@dataclass(frozen=True)
class Fault:
    """Say one thing that is wrong with one cell, row or file.

    Args:
        file: path as the user knows it, relative to the project.
        line: physical line in the file, counted from 1; None when the whole file is meant.
        column: name of the CSV column; None when the whole row is meant.
        value: the text that is wrong, as it stands in the file; None when there is none.
        message: one sentence, complete with the value and the legal ones.
        legal: the values that would have been right, where they can be listed.
        severity: an error stops the work, a warning does not.
    """

    file: str
    line: int | None
    column: str | None
    value: str | None
    message: str
    legal: tuple[str, ...] = ()
    severity: Severity = "error"

    def __str__(self) -> str:
        """Give the fault as one line, in the form editors and CI logs turn into a link."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        where = place if self.column is None else f"{place} {self.column}"
        mark = "warning: " if self.severity == "warning" else ""
        return f"{where}: {mark}{self.message}"

    @property
    def order(self) -> tuple[str, int, str, str]:
        """Sort by file and line, as a reader goes through them."""
        return (self.file, self.line or 0, self.column or "", self.message)


class FaultsError(UserError):
    """Carry every fault found in one go; raised once, after everything was looked at."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Keep the faults in reading order."""
        self.faults: tuple[Fault, ...] = tuple(sorted(faults, key=lambda fault: fault.order))
        super().__init__(render_faults(self.faults))


def render_faults(faults: Sequence[Fault]) -> str:
    """Write faults as plain text, one line each."""
    return "\n".join(str(fault) for fault in faults)


def closest(value: str, legal: Iterable[str]) -> str | None:
    """Find the legal value the user most likely meant, or None when nothing is near."""
    known = list(legal)
    by_folded = {word.casefold(): word for word in reversed(known)}
    near = get_close_matches(value.strip().casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[near[0]] if near else None


def quoted(value: str) -> str:
    r"""Show a value on one line: in double quotes, with control characters and the quotes themselves escaped.

    >>> quoted('a"b\n')
    '"a\\"b\\n"'
    """
    shown = "".join(_visible(character) for character in value)
    return f'"{shown}"'


def _visible(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")
