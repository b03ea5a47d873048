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

# A message stays readable in a terminal: longer values are cut, longer lists counted.
LONGEST_SHOWN = 80
LONGEST_LIST = 60


class UserError(Exception):
    """Mark an error the user can put right: its text is shown as it is, without a traceback.

    Attributes:
        step: the step of the refresh it stopped; None where it stopped none.
    """

    step: str | None = None


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
    def order(self) -> tuple[str, int]:
        """Sort by file and line, as a reader goes through them."""
        return (self.file, self.line or 0)


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
    r"""Show a value in double quotes on one line, whatever it holds.

    Only what cannot be seen is escaped: a regular expression is easier to find when it looks as in the file.

    >>> print(quoted("tea\n"))
    "tea\n"
    """
    shown = value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…"
    return '"' + "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in shown) + '"'


def one_of(legal: Sequence[str], value: str = "") -> str:
    """End a message with the legal values, first of all the one that was probably meant.

    >>> one_of(("static", "dynamic"), "dinamic")
    'did you mean dynamic? legal: static, dynamic'
    """
    guess = closest(value, legal)
    shown = ", ".join(legal[:LONGEST_LIST])
    more = f" and {len(legal) - LONGEST_LIST} more" if len(legal) > LONGEST_LIST else ""
    return (f"did you mean {guess}? " if guess else "") + f"legal: {shown}{more}"
