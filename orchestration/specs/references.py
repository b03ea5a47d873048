"""Check what the rows of both seeds say about each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from orchestration.faults import Fault, one_of, quoted
from orchestration.specs.catalogue import FieldType
from orchestration.specs.filter_rows import FILTERS_FILE
from orchestration.specs.models import Condition, Retired, Segment
from orchestration.specs.rows import Place, SeedFile
from orchestration.specs.segment_rows import SEGMENTS_FILE


def check_codes(segments: SeedFile, filters: SeedFile, retired: Mapping[str, Retired]) -> Iterator[Fault]:
    """Find conditions without a segment and segments without conditions, as far as both files could be read."""
    codes = {row.cells["segment_code"]: row.place for row in segments.rows}
    named = {row.cells["segment_code"] for row in filters.rows}
    legal = tuple(code for code in codes if code)
    for row in filters.rows:
        code = row.cells["segment_code"]
        if not code:
            yield row.place.fault("segment_code", code, "the segment code is empty")
        elif code in retired and code not in codes:
            message = f"{quoted(code)} was retired on {retired[code].retired_on}; delete its conditions"
            yield row.place.fault("segment_code", code, message)
        elif code not in codes and segments.is_complete:
            message = f"{quoted(code)} is not a segment of {SEGMENTS_FILE}; {one_of(legal, code)}"
            yield row.place.fault("segment_code", code, message, legal)
    if filters.is_complete:
        for code in legal:
            if code not in named:
                message = f"{quoted(code)} has no conditions; add at least one row to {FILTERS_FILE}"
                yield codes[code].fault("segment_code", code, message)


def check_segment_conditions(
    conditions: Mapping[str, Iterable[Condition]],
    codes: SeedFile,
    inactive: frozenset[str],
    retired: Mapping[str, Retired],
) -> Iterator[Fault]:
    """Check the conditions that name other segments: known, not in a circle; warn about those that stand still."""
    legal = tuple(row.cells["segment_code"] for row in codes.rows if row.cells["segment_code"])
    known = frozenset(legal)
    lines: dict[tuple[str, str], int] = {}
    for reader, condition in _segment_conditions(conditions):
        place = Place(FILTERS_FILE, condition.line)
        for code in condition.values:
            lines.setdefault((reader, code), condition.line)
            if code in retired and code not in known:
                message = f"{quoted(code)} was retired on {retired[code].retired_on}, and {reader} reads it"
                yield place.fault("value", condition.written_value, message)
            elif code not in known and codes.is_complete:
                message = f"{quoted(code)} is not a segment; {one_of(legal, code)}"
                yield place.fault("value", condition.written_value, message, legal)
            elif code in inactive and reader not in inactive:
                message = f"{code} is inactive: this sees its members as they were when it was last active"
                yield place.fault("value", condition.written_value, message, severity="warning")
    for chain in _cycles(lines, {code: position for position, code in enumerate(legal)}):
        first_line = lines[chain[0], chain[1]]
        shown = " -> ".join(chain)
        message = (
            f"a segment cannot read itself: {shown}"
            if len(chain) == 2
            else f"segments cannot read each other in a circle: {shown}"
        )
        yield Place(FILTERS_FILE, first_line).fault("value", chain[1], message)


def check_inactive(segments: Iterable[Segment], computed: frozenset[str] | None) -> Iterator[Fault]:
    """Warn about inactive segments without members: those never computed, or all while that is not known."""
    for segment in segments:
        if not segment.is_active and (computed is None or segment.code not in computed):
            state = "it was never computed" if computed is not None else "if it was never computed"
            message = f"{segment.code} is inactive: {state}, it has no members"
            place = Place(SEGMENTS_FILE, segment.line)
            yield place.fault("is_active", "false", message, severity="warning")


def _segment_conditions(conditions: Mapping[str, Iterable[Condition]]) -> Iterator[tuple[str, Condition]]:
    for code, rows in conditions.items():
        for condition in rows:
            if condition.type is FieldType.SEGMENT:
                yield code, condition


def _cycles(edges: Iterable[tuple[str, str]], order: Mapping[str, int]) -> Iterator[list[str]]:
    """Find cycles until none is left, each starting at the segment that stands first in the seed."""
    graph: dict[str, dict[str, None]] = {}
    for reader, code in edges:
        graph.setdefault(reader, {})[code] = None
    while True:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            chain = list(reversed(error.args[1]))[:-1]
            start = min(range(len(chain)), key=lambda position: order.get(chain[position], len(order)))
            chain = chain[start:] + chain[:start]
            chain.append(chain[0])
            yield chain
            del graph[chain[-2]][chain[-1]]
        else:
            return
