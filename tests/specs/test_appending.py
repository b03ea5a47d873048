"""A segment is added to the seeds as their files are kept, or not at all."""

from pathlib import Path

import pytest

from orchestration import specs
from orchestration.faults import FaultsError
from tests.specs.seed_texts import FILTERS, SEGMENTS, filter_rows, make_project

COCOA = {
    "segment_code": "cocoa",
    "name": "Cocoa, hot",
    "kind": "dynamic",
    "is_active": "true",
    "is_in_analytics": "true",
}
CONDITIONS = [
    {"segment_code": "cocoa", "field": "city", "operator": "in", "value": 'a|say "hi"', "reason": "because"},
    {"segment_code": "cocoa", "group": "any", "field": "city", "operator": "equals", "value": "=cmd"},
]


def test_rows_are_added_at_the_end(tmp_path: Path) -> None:
    project = make_project(tmp_path / "shop")

    read = specs.append_segment(project, COCOA, CONDITIONS)

    assert (project.seeds / "segments.csv").read_text(encoding="utf-8") == (
        SEGMENTS + 'cocoa,"Cocoa, hot",dynamic,true,true,,\n'
    )
    assert (project.seeds / "segment_filters.csv").read_text(encoding="utf-8") == (
        FILTERS + 'cocoa,,city,,in,"a|say ""hi""",because\ncocoa,any,city,,equals,=cmd,\n'
    )
    assert read == specs.read_specs(project)
    assert [segment.code for segment in read.segments] == ["tea", "cocoa"]
    assert read.by_code["cocoa"].conditions[1].values == ("=cmd",)


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("is_open", [True, False])
def test_the_file_keeps_its_form(tmp_path: Path, end: str, is_open: bool) -> None:
    segments, filters = (text.replace("\n", end).encode() for text in (SEGMENTS, FILTERS))
    cut = len(end) if is_open else 0
    project = make_project(tmp_path / "shop", segments[: len(segments) - cut], filters[: len(filters) - cut])

    specs.append_segment(project, COCOA, CONDITIONS)

    added = f'cocoa,"Cocoa, hot",dynamic,true,true,,{end}'.encode()
    assert (project.seeds / "segments.csv").read_bytes() == segments + added
    assert specs.check(project) == []


def test_columns_keep_their_own_order(tmp_path: Path) -> None:
    filters = "reason,value,operator,scope,field,group,segment_code\nwhy,1,at_least,,paid_sum,any,tea\n"
    project = make_project(tmp_path / "shop", SEGMENTS, filters)

    specs.append_segment(project, COCOA, CONDITIONS[1:])

    assert (project.seeds / "segment_filters.csv").read_text(
        encoding="utf-8"
    ) == filters + ",=cmd,equals,,city,any,cocoa\n"


@pytest.mark.parametrize(
    ("segment", "conditions", "message"),
    [
        (COCOA | {"segment_code": "tea"}, CONDITIONS, '"tea" is already the code of line 2'),
        (COCOA, [], '"cocoa" has no conditions'),
        (COCOA, [CONDITIONS[0] | {"value": ""}], "in needs one value or several"),
        (COCOA | {"name": "\0"}, CONDITIONS, "control character U+0000"),
        (COCOA, [CONDITIONS[0] | {"field": "segment", "value": "cocoa"}], "a segment cannot read itself"),
    ],
)
def test_nothing_is_written_when_anything_is_wrong(
    tmp_path: Path, segment: dict[str, str], conditions: list[dict[str, str]], message: str
) -> None:
    project = make_project(tmp_path / "shop")

    with pytest.raises(FaultsError, match=message.replace("+", "\\+")):
        specs.append_segment(project, segment, conditions)

    assert (project.seeds / "segments.csv").read_text(encoding="utf-8") == SEGMENTS
    assert (project.seeds / "segment_filters.csv").read_text(encoding="utf-8") == FILTERS


@pytest.mark.parametrize("filters", [None, "", filter_rows("tea,,cty,,is_set,,"), b"\xff\xfe"])
def test_an_old_fault_stops_it_too(tmp_path: Path, filters: str | bytes | None) -> None:
    project = make_project(tmp_path / "shop", SEGMENTS, filters)

    with pytest.raises(FaultsError):
        specs.append_segment(project, COCOA, CONDITIONS)

    assert (project.seeds / "segments.csv").read_text(encoding="utf-8") == SEGMENTS
