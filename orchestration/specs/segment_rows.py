"""Check the rows of segments.csv."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from orchestration.faults import Fault, one_of, quoted
from orchestration.specs.cells import trim
from orchestration.specs.codes import code_problems
from orchestration.specs.models import Kind, Segment
from orchestration.specs.rows import Row

SEGMENTS_FILE = "seeds/segments.csv"
SEGMENT_COLUMNS = ("segment_code", "name", "kind", "is_active", "is_in_analytics", "owner", "description")

KINDS = ("dynamic", "static")
TRUTHS = {"true": True, "false": False}

# `segment_<code>` is the name of a relation of the house's own for each of these, now or in a later chapter.
RESERVED_CODES = frozenset(
    {
        "assignments",
        "axes",
        "contract_results",
        "contracts",
        "definitions",
        "explanations",
        "export",
        "filters",
        "formations",
        "measures",
        "members",
        "membership_events",
        "membership_history",
        "memberships",
        "migrations",
        "overlaps",
        "priorities",
        "refreshes",
        "sales",
        "scores",
        "sizes",
        "top_categories",
        "top_products",
    }
)


def check_segment_rows(rows: tuple[Row, ...]) -> tuple[list[Segment], list[Fault]]:
    """Read the rows; a row with a fault gives no segment."""
    segments: list[Segment] = []
    faults: list[Fault] = []
    for row in rows:
        found = list(_row_faults(row))
        faults.extend(found)
        if not found:
            segments.append(_segment(row))
    return segments, faults + list(_repeats(rows))


def _row_faults(row: Row) -> Iterator[Fault]:
    code = row.cells["segment_code"]
    for message in _code_problems(code):
        yield row.place.fault("segment_code", code, message)
    if not trim(row.cells["name"]):
        yield row.place.fault("name", row.cells["name"], "the name is empty; it is what people see")
    kind = row.cells["kind"]
    if kind not in KINDS:
        yield row.place.fault("kind", kind, f"{quoted(kind)} is not a kind; {one_of(KINDS, kind)}", KINDS)
    for column in ("is_active", "is_in_analytics"):
        truth = row.cells[column]
        if truth.lower() not in TRUTHS:
            legal = tuple(TRUTHS)
            yield row.place.fault(
                column, truth, f"{quoted(truth)} is neither true nor false; {one_of(legal, truth)}", legal
            )


def _code_problems(code: str) -> Iterator[str]:
    yield from code_problems(code, "tea_lovers")
    if code in RESERVED_CODES:
        yield f"{quoted(code)} is reserved: segment_{code} is a relation of the house; add a word to it"


def _repeats(rows: tuple[Row, ...]) -> Iterator[Fault]:
    codes: dict[str, int] = {}
    names: dict[str, int] = {}
    for row in rows:
        code, name, line = row.cells["segment_code"], trim(row.cells["name"]), row.place.line
        if code and codes.setdefault(code, line) != line:
            message = f"{quoted(code)} is already the code of line {codes[code]}; a code names one segment"
            yield row.place.fault("segment_code", code, message)
        elif name and names.setdefault(name.casefold(), line) != line:
            message = f"{quoted(name)} is also the name of line {names[name.casefold()]}; people cannot tell them apart"
            yield row.place.fault("name", name, message, severity="warning")


def _segment(row: Row) -> Segment:
    return Segment(
        line=row.place.line,
        code=row.cells["segment_code"],
        name=trim(row.cells["name"]),
        kind=cast("Kind", row.cells["kind"]),
        is_active=TRUTHS[row.cells["is_active"].lower()],
        is_in_analytics=TRUTHS[row.cells["is_in_analytics"].lower()],
        owner=trim(row.cells["owner"]),
        description=trim(row.cells["description"]),
    )
