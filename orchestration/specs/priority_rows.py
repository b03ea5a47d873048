"""Check the rows of segment_priorities.csv: in which order the segments of a list come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orchestration.faults import Fault, one_of, quoted
from orchestration.specs.cells import trim
from orchestration.specs.models import Priority
from orchestration.specs.rows import Row, SeedFile

PRIORITIES_FILE = "seeds/segment_priorities.csv"
PRIORITY_COLUMNS = ("list", "rank", "segment_code")

# The history of groups follows RFM groups as a list of this name.
RESERVED_LIST = "rfm_group"

_RANK = re.compile(r"[1-9][0-9]{0,8}")


def check_priority_rows(priorities: SeedFile, segments: SeedFile) -> tuple[list[Priority], list[Fault]]:
    """Read the rows; a row with a fault has no place in its list."""
    legal = tuple(row.cells["segment_code"] for row in segments.rows if row.cells["segment_code"])
    ranks: dict[tuple[str, str], int] = {}
    codes: dict[tuple[str, str], int] = {}
    found: list[Priority] = []
    faults: list[Fault] = []
    for row in priorities.rows:
        wrong = [*_cell_faults(row, legal if segments.is_complete else None), *_repeats(row, ranks, codes)]
        faults.extend(wrong)
        if not wrong:
            name, rank, code = (row.cells[column] for column in PRIORITY_COLUMNS)
            found.append(Priority(line=row.place.line, list=name, rank=int(rank), code=code))
    return found, faults


def _cell_faults(row: Row, legal: tuple[str, ...] | None) -> Iterator[Fault]:
    name, rank, code = (row.cells[column] for column in PRIORITY_COLUMNS)
    if not trim(name):
        yield row.place.fault("list", name, "the list has no name; rows with one name are one list")
    elif trim(name) != name:
        yield row.place.fault("list", name, f"{quoted(name)} has white space around it; take it off")
    elif name == RESERVED_LIST:
        yield row.place.fault("list", name, f"{quoted(name)} is the list of RFM groups; add a word to it")
    if not _RANK.fullmatch(rank):
        message = f"{quoted(rank)} is not a rank; write a whole number from 1 on, the lowest comes first"
        yield row.place.fault("rank", rank, message)
    if not code:
        yield row.place.fault("segment_code", code, "the segment code is empty")
    elif legal is not None and code not in legal:
        yield row.place.fault("segment_code", code, f"{quoted(code)} is not a segment; {one_of(legal, code)}", legal)


def _repeats(row: Row, ranks: dict[tuple[str, str], int], codes: dict[tuple[str, str], int]) -> Iterator[Fault]:
    name, line = row.cells["list"], row.place.line
    for column, places in (("rank", ranks), ("segment_code", codes)):
        cell = row.cells[column]
        first = places.setdefault((name, cell), line)
        if cell and first != line:
            message = f"{quoted(cell)} stands on line {first} in the list {quoted(name)} already"
            yield row.place.fault(column, cell, message)
