"""A seed as rows that know where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from orchestration.faults import Fault, Severity
from orchestration.specs.cells import WrongCellError


@dataclass(frozen=True)
class Place:
    """Point at a row of a seed."""

    file: str
    line: int

    def fault(
        self,
        column: str | None,
        value: str | None,
        message: str,
        legal: tuple[str, ...] = (),
        severity: Severity = "error",
    ) -> Fault:
        """Say what is wrong here."""
        return Fault(self.file, self.line, column, value, message, legal, severity)

    def wrong(self, column: str, value: str, error: WrongCellError) -> Fault:
        """Say what is wrong with a cell here."""
        return self.fault(column, value, error.message, error.legal)


@dataclass(frozen=True)
class Row:
    """Hold the cells of one row by column, as they stand in the file."""

    place: Place
    cells: Mapping[str, str]


@dataclass(frozen=True)
class SeedFile:
    """Hold what could be read of a seed.

    Args:
        file: path relative to the project.
        rows: rows with the right number of cells.
        faults: what is wrong with the file itself.
        is_complete: every row could be read, so that what is not there is really missing.
    """

    file: str
    rows: tuple[Row, ...] = ()
    faults: tuple[Fault, ...] = ()
    is_complete: bool = True
