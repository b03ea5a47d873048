"""Add a segment to the seeds, as `segments new` does, without touching what stands in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from orchestration.faults import Fault, FaultsError
from orchestration.project import Project
from orchestration.specs.changes import write_whole
from orchestration.specs.encodings import line_end
from orchestration.specs.filter_rows import FILTERS_FILE
from orchestration.specs.models import Specs
from orchestration.specs.reading import read_and_check, seeds_of
from orchestration.specs.segment_rows import SEGMENTS_FILE


@dataclass(frozen=True)
class Appended:
    """Hold what the seeds would say with one more segment.

    Args:
        specs: what they would say; whole only when no fault is an error.
        faults: errors and warnings they would then have, old ones and new ones.
        before: what stands in the seeds that change, by their path in the project.
        after: what would stand in them.
    """

    specs: Specs
    faults: tuple[Fault, ...]
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]

    @property
    def errors(self) -> tuple[Fault, ...]:
        """Give the faults that would stop everything."""
        return tuple(fault for fault in self.faults if fault.severity == "error")


def append_segment(project: Project, segment_row: Mapping[str, str], filter_rows: Iterable[Mapping[str, str]]) -> Specs:
    """Append a segment and its conditions to the seeds and give the specs that result.

    Nothing is written when the seeds would then have a fault, be it old or new: FaultsError says which.

    Args:
        project: whose seeds to add to.
        segment_row: cells of segments.csv by column; what is left out is empty.
        filter_rows: cells of segment_filters.csv by column, one mapping per condition; values as the seed writes them.
    """
    appended = with_segment(project, segment_row, filter_rows)
    if appended.errors:
        raise FaultsError(appended.errors)
    for file, text in appended.after.items():
        write_whole(project.root / file, text)
    return appended.specs


def with_segment(
    project: Project, segment_row: Mapping[str, str], filter_rows: Iterable[Mapping[str, str]]
) -> Appended:
    """Say what `append_segment` would make of the seeds, and write nothing."""
    seeds = seeds_of(project)
    # Conditions first: cut off in between, the seeds name a segment that is missing, and say so.
    added = {FILTERS_FILE: filter_rows, SEGMENTS_FILE: [segment_row]}
    new = {file: _with_rows(seeds.files[file], rows) for file, rows in added.items() if file in seeds.files}
    specs, faults = read_and_check(replace(seeds, files={**seeds.files, **new}))
    return Appended(specs, tuple(faults), {file: seeds.files[file] for file in new}, new)


def _with_rows(data: bytes, rows: Iterable[Mapping[str, str]]) -> bytes:
    """Add rows at the end, in the order of the file's own columns and with its own line ends."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return data
    end = line_end(text) or "\n"
    header = next(csv.reader(io.StringIO(text, newline="")), [])
    added = io.StringIO(newline="")
    writer = csv.writer(added, lineterminator=end)
    writer.writerows([row.get(column, "") for column in header] for row in rows)
    gap = "" if not text or text.endswith(("\n", "\r")) else end
    return data + (gap + added.getvalue()).encode()
