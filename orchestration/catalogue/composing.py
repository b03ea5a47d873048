"""Compose a segment that is in no seed yet: check it as `validate` does, count it, and give it as a patch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from orchestration.faults import Fault
from orchestration.preview import Preview, preview
from orchestration.project import Project
from orchestration.specs import Segment
from orchestration.specs.appending import with_segment
from orchestration.specs.patches import patch_of

SEPARATOR = ";"


@dataclass(frozen=True)
class Draft:
    """Hold a composed segment.

    Args:
        code: its code.
        segment: what the seeds would say of it; None with an error.
        faults: what `validate` would say, of the whole seeds.
        patch: what adds it to the seeds; empty with an error.
    """

    code: str
    segment: Segment | None
    faults: tuple[Fault, ...]
    patch: bytes


def compose(project: Project, segment_row: Mapping[str, str], filter_rows: Sequence[Mapping[str, str]]) -> Draft:
    """Check a segment against the seeds as they are now; nothing is written.

    Args:
        project: whose seeds it would be added to.
        segment_row: cells of segments.csv by column.
        filter_rows: cells of segment_filters.csv by column.
    """
    code = segment_row["segment_code"]
    appended = with_segment(project, segment_row, [{"segment_code": code, **row} for row in filter_rows])
    if appended.errors:
        return Draft(code, None, appended.faults, b"")
    return Draft(code, appended.specs.by_code[code], appended.faults, patch_of(appended.before, appended.after))


def count(project: Project, segment_row: Mapping[str, str], filter_rows: Sequence[Mapping[str, str]]) -> Preview:
    """Count a segment that has no error over the last build, as `segments preview` does."""
    code = segment_row["segment_code"]
    appended = with_segment(project, segment_row, [{"segment_code": code, **row} for row in filter_rows])
    return preview(project, appended.specs, code)


def scope_cell(narrowed: Mapping[str, str]) -> str:
    r"""Write what narrows a field as the seed does; a `;` in a value is one, and ends no pair.

    >>> scope_cell({"category": "Tea > Green; white", "within": "30d"})
    'category=Tea > Green\\; white;within=30d'
    """
    pairs = {key: text.strip().replace(SEPARATOR, f"\\{SEPARATOR}") for key, text in narrowed.items()}
    return SEPARATOR.join(f"{key}={text}" for key, text in pairs.items() if text)
