"""Check the rows of retired_segments.csv, and that no segment is gone without one.

A row deleted by mistake is a failure without a symptom: its members leave, and nothing turns red. So a segment that has
a generated model must be defined or retired.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from orchestration.faults import Fault, quoted
from orchestration.specs.cells import WrongCellError, trim
from orchestration.specs.codes import code_problems
from orchestration.specs.days import is_fixed, parse_day
from orchestration.specs.models import Retired
from orchestration.specs.rows import Row, SeedFile
from orchestration.specs.segment_rows import SEGMENTS_FILE

RETIRED_FILE = "seeds/retired_segments.csv"
RETIRED_COLUMNS = ("segment_code", "retired_on", "reason")


def check_retired_rows(retired: SeedFile, segments: SeedFile) -> tuple[list[Retired], list[Fault]]:
    """Read the rows; a row with a fault retires nothing."""
    defined = {row.cells["segment_code"]: row.place.line for row in segments.rows}
    first_lines: dict[str, int] = {}
    found: list[Retired] = []
    faults: list[Fault] = []
    for row in retired.rows:
        wrong = list(_row_faults(row, defined, first_lines))
        faults.extend(wrong)
        if not wrong:
            day = date.fromisoformat(trim(row.cells["retired_on"]))
            code, reason = row.cells["segment_code"], trim(row.cells["reason"])
            found.append(Retired(line=row.place.line, code=code, retired_on=day, reason=reason))
    return found, faults


def check_gone(generated: frozenset[str], segments: SeedFile, retired: SeedFile) -> Iterator[Fault]:
    """Find segments that have a model and neither a definition nor a retirement.

    Args:
        generated: codes whose model was generated earlier.
        segments: the segments there are.
        retired: those that are gone knowingly.
    """
    if not segments.is_complete or not retired.is_complete:
        return
    explained = {row.cells["segment_code"] for row in (*segments.rows, *retired.rows)}
    for code in sorted(generated - explained):
        message = (
            f"{quoted(code)} is gone from this file, and its members would leave it;"
            f" say so in {RETIRED_FILE}, or bring its row back"
        )
        yield Fault(SEGMENTS_FILE, None, "segment_code", code, message)


def _row_faults(row: Row, defined: dict[str, int], first_lines: dict[str, int]) -> Iterator[Fault]:
    code, day, line = row.cells["segment_code"], row.cells["retired_on"], row.place.line
    for message in code_problems(code, "tea_lovers"):
        yield row.place.fault("segment_code", code, message)
    if code in defined:
        message = (
            f"{quoted(code)} is a segment of {SEGMENTS_FILE}:{defined[code]}; delete that row, or this one:"
            " a code that was retired is not used again"
        )
        yield row.place.fault("segment_code", code, message)
    elif code and first_lines.setdefault(code, line) != line:
        message = f"{quoted(code)} is retired on line {first_lines[code]} already"
        yield row.place.fault("segment_code", code, message)
    try:
        _check_day(trim(day))
    except WrongCellError as error:
        yield row.place.wrong("retired_on", day, error)


def _check_day(text: str) -> None:
    if not text:
        raise WrongCellError("the day is empty; write YYYY-MM-DD")
    if not is_fixed(parse_day(text)):
        raise WrongCellError(f"{quoted(text)} means another day tomorrow; write YYYY-MM-DD")
