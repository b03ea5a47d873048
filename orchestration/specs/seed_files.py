"""Read a seed as rows with their physical lines, and say everything that is wrong with the file itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from orchestration.faults import Fault, one_of, quoted
from orchestration.specs.encodings import decode, line_end
from orchestration.specs.rows import Place, Row, SeedFile

# Cells people read as prose or as patterns may hold line breaks and tabs; names and codes may not.
MULTI_LINE_COLUMNS = frozenset({"description", "reason", "value"})

_CSV_FAULTS = {
    "unexpected end of data": 'a quote is opened and never closed; write a literal " as "" inside quotes',
    "expected after": 'text follows a closing quote; write a literal " as "" inside quotes',
    "field larger": "a cell is longer than 131072 characters; a quote may be missing",
}

_LINE_ENDS = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}


@dataclass(frozen=True)
class _Record:
    """Hold one row as the CSV reader sees it: its first physical line, its cells or its problem, its line end."""

    line: int
    cells: list[str]
    problem: str | None
    end: str


@dataclass
class _Reading:
    """Collect while going through a file."""

    file: str
    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    is_complete: bool = True

    def refuse(self, fault: Fault) -> None:
        """Note a fault that leaves something unread."""
        self.faults.append(fault)
        self.is_complete = False


def read_seed(file: str, data: bytes | None, columns: tuple[str, ...]) -> SeedFile:
    """Read the bytes of a seed; None means there is no such file."""
    reading = _Reading(file, columns)
    header = ",".join(columns)
    if data is None:
        reading.refuse(Fault(file, None, None, None, f"the file is missing; its first line is {header}"))
    else:
        text, fault = decode(file, data)
        if fault:
            reading.faults.append(fault)
            reading.is_complete = bool(text)
        elif not text.strip():
            reading.refuse(Fault(file, 1, None, None, f"the file is empty; its first line is {header}"))
        if text.strip():
            _read_text(reading, text)
    return SeedFile(file, tuple(reading.rows), tuple(reading.faults), reading.is_complete)


def _read_text(reading: _Reading, text: str) -> None:
    records = list(_records(text))
    header = next(record for record in records if record.cells or record.problem)
    place = Place(reading.file, header.line)
    if header.problem:
        reading.refuse(place.fault(None, None, header.problem))
        return
    _check_header(reading, place, header.cells)
    _check_line_ends(reading, records)
    if not set(reading.columns) <= set(header.cells):
        return
    for record in records[records.index(header) + 1 :]:
        place = Place(reading.file, record.line)
        if record.problem:
            reading.refuse(place.fault(None, None, record.problem))
        elif not record.cells:
            message = "the line is blank; some warehouses read it as a row of nothing, delete it"
            reading.faults.append(place.fault(None, None, message, severity="warning"))
        else:
            _read_row(reading, place, header.cells, record.cells)


def _records(text: str) -> Iterator[_Record]:
    lines = io.StringIO(text, newline="").readlines()
    reader = csv.reader(lines, strict=True)
    while True:
        line = reader.line_num + 1
        cells: list[str] = []
        problem = None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problem = next((message for part, message in _CSV_FAULTS.items() if part in str(error)), str(error))
        yield _Record(line, cells, problem, line_end(lines[reader.line_num - 1]))


def _check_line_ends(reading: _Reading, records: list[_Record]) -> None:
    """Find where the lines begin to end differently: the warehouse cannot load such a seed."""
    first = records[0].end
    other = next((record for record in records if record.end not in {first, ""}), None)
    if other:
        message = f"the line ends with {_LINE_ENDS[other.end]}, the first with {_LINE_ENDS[first]}; save the file again"
        reading.faults.append(Place(reading.file, other.line).fault(None, None, message))


def _check_header(reading: _Reading, place: Place, header: list[str]) -> None:
    legal = reading.columns
    separators = {";": "semicolons", "\t": "tabs"}
    if len(header) == 1 and (found := next((mark for mark in separators if mark in header[0]), None)):
        message = (
            f"the columns are separated by {separators[found]}, as some spreadsheets save CSV; separate them by commas"
        )
        reading.refuse(place.fault(None, None, message))
        return
    if len(set(legal) & set(header)) < 2:
        reading.refuse(place.fault(None, None, f"the line is not the header; the first line is {','.join(legal)}"))
        return
    for name in dict.fromkeys(header):
        if name not in legal:
            missing = [column for column in legal if column not in header]
            hint = one_of(missing or legal, name)
            reading.faults.append(
                place.fault(name, name, f"{quoted(name)} is not a column of this file; {hint}", legal)
            )
        elif header.count(name) > 1:
            reading.faults.append(place.fault(name, name, f"the column stands {header.count(name)} times"))
    for column in legal:
        if column not in header:
            message = f"the column is missing; the first line is {','.join(legal)}"
            reading.refuse(place.fault(column, None, message, legal))


def _read_row(reading: _Reading, place: Place, header: list[str], cells: list[str]) -> None:
    if len(cells) != len(header):
        hint = (
            "put quotes around a cell that holds a comma" if len(cells) > len(header) else "empty cells need commas too"
        )
        reading.refuse(place.fault(None, None, f"the row has {len(cells)} cells, the header {len(header)}; {hint}"))
        return
    row = Row(place, dict(zip(reversed(header), reversed(cells), strict=True)))
    reading.rows.append(row)
    for column, cell in row.cells.items():
        allowed = "\t\r\n" if column in MULTI_LINE_COLUMNS else ""
        bad = next((character for character in cell if _is_control(character) and character not in allowed), None)
        if bad:
            message = f"{quoted(cell)} holds the control character U+{ord(bad):04X}; take it out"
            reading.faults.append(place.fault(column, cell, message))


def _is_control(character: str) -> bool:
    return character < " " or "\x7f" <= character <= "\x9f"
