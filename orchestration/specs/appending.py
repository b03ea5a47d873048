"""Add a segment to the seeds, as `segments new` does, without touching what stands in them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import replace

from orchestration.faults import FaultsError
from orchestration.project import Project
from orchestration.specs.changes import write_whole
from orchestration.specs.encodings import line_end
from orchestration.specs.filter_rows import FILTERS_FILE
from orchestration.specs.models import Specs
from orchestration.specs.reading import read_and_check, seeds_of
from orchestration.specs.segment_rows import SEGMENTS_FILE


def append_segment(project: Project, segment_row: Mapping[str, str], filter_rows: Iterable[Mapping[str, str]]) -> Specs:
    """Append a segment and its conditions to the seeds and give the specs that result.

    Nothing is written when the seeds would then have a fault, be it old or new: FaultsError says which.

    Args:
        project: whose seeds to add to.
        segment_row: cells of segments.csv by column; what is left out is empty.
        filter_rows: cells of segment_filters.csv by column, one mapping per condition; values as the seed writes them.
    """
    seeds = seeds_of(project)
    # Conditions first: cut off in between, the seeds name a segment that is missing, and say so.
    added = {FILTERS_FILE: filter_rows, SEGMENTS_FILE: [segment_row]}
    new = {file: _with_rows(seeds.files[file], rows) for file, rows in added.items() if file in seeds.files}
    specs, faults = read_and_check(replace(seeds, files={**seeds.files, **new}))
    errors = [fault for fault in faults if fault.severity == "error"]
    if errors:
        raise FaultsError(errors)
    for file, text in new.items():
        write_whole(project.root / file, text)
    return specs


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
