"""What the seeds say of each segment, for its page in Dagster: conditions in words, and links to the rows."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import dagster as dg

from orchestration.defs.refresh.settings import catalogue_url
from orchestration.faults import FaultsError
from orchestration.project import Project
from orchestration.specs import Condition, Segment, read_specs
from orchestration.specs.generating import SEGMENTS_FOLDER

PLAIN_GROUP = "all"


@dataclass(frozen=True)
class SegmentPage:
    """Hold what a segment's asset has beside what any other model has.

    Args:
        conditions: the rows of the seed in words, as Markdown.
        metadata: its name, and links to where it is defined.
        tags: what the list of assets can be filtered by.
    """

    conditions: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)


def segment_pages(project: Project) -> dict[str, SegmentPage]:
    """Write a page for each segment by its code; none while the seeds have faults, which the refresh reports."""
    try:
        segments = read_specs(project).segments
    except FaultsError:
        return {}
    return {segment.code: _page(project, segment) for segment in segments}


def _page(project: Project, segment: Segment) -> SegmentPage:
    return SegmentPage(
        conditions="\n".join(map(_condition, segment.conditions)),
        metadata={
            "name": segment.name,
            "catalogue": dg.MetadataValue.url(f"{catalogue_url()}/segment?code={segment.code}"),
            "dagster/code_references": _places(project, segment),
        },
        tags={
            "segment_kind": segment.kind,
            "is_active": str(segment.is_active).lower(),
            "is_in_analytics": str(segment.is_in_analytics).lower(),
        },
    )


def _condition(condition: Condition) -> str:
    """Write a row of the seed as a line of a list: its group unless it is the usual one, and why it is there."""
    path = "/".join(condition.group)
    group = "" if path == PLAIN_GROUP else f"{path}: "
    reason = f" {condition.reason}" if condition.reason else ""
    return f"- {group}`{condition}`{reason}".replace("\n", " ")


def _places(project: Project, segment: Segment) -> dg.CodeReferencesMetadataValue:
    """Link the row of the segment, its first condition and its model."""
    rows = [("segments.csv", segment.line), *(("segment_filters.csv", row.line) for row in segment.conditions[:1])]
    model = project.root / SEGMENTS_FOLDER / f"segment_{segment.code}.sql"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", dg.BetaWarning)
        links = [
            dg.LocalFileCodeReference(
                file_path=str(project.seeds / name), line_number=line, label=f"seeds/{name}:{line}"
            )
            for name, line in rows
        ]
        links.append(dg.LocalFileCodeReference(file_path=str(model), label=model.name))
        return dg.CodeReferencesMetadataValue(code_references=links)
