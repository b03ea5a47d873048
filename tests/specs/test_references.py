"""Segments that read segments: known ones, never in a circle; what stands still is said as a warning."""

from itertools import pairwise
from pathlib import Path

from orchestration import specs
from tests.specs.seed_texts import FILTERS, SEGMENT_HEADER, SEGMENTS, filter_rows, make_project, segment_rows


def said_about(root: Path, segments: str, filters: str, computed: set[str] | None = None) -> list[str]:
    return [str(fault) for fault in specs.check(make_project(root / "shop", segments, filters), computed)]


def test_a_circle_prints_its_chain_from_the_first_segment_of_the_seed(tmp_path: Path) -> None:
    filters = filter_rows("c,,segment,,in,b,", "b,,segment,,not_in,a,", "a,none,segment,,in,x|c,", "x,,age,,is_set,,")

    assert said_about(tmp_path, segment_rows("x", "a", "b", "c"), filters) == [
        "seeds/segment_filters.csv:4 value: segments cannot read each other in a circle: a -> c -> b -> a"
    ]


def test_every_circle_is_found(tmp_path: Path) -> None:
    filters = filter_rows("a,,segment,,in,b,", "b,,segment,,in,a,", "c,,segment,,in,d,", "d,,segment,,in,c|d,")

    assert said_about(tmp_path, segment_rows("a", "b", "c", "d"), filters) == [
        "seeds/segment_filters.csv:2 value: segments cannot read each other in a circle: a -> b -> a",
        "seeds/segment_filters.csv:4 value: segments cannot read each other in a circle: c -> d -> c",
        "seeds/segment_filters.csv:5 value: a segment cannot read itself: d -> d",
    ]


def test_a_long_chain_is_no_circle(tmp_path: Path) -> None:
    codes = [f"s{number}" for number in range(1500)]
    rows = [f"{code},,segment,,in,{following}," for code, following in pairwise(codes)]

    assert said_about(tmp_path, segment_rows(*codes), filter_rows(*rows, "s1499,,age,,is_set,,")) == []


def test_a_segment_in_use_cannot_be_removed(tmp_path: Path) -> None:
    filters = filter_rows("tea,,segment,,in,teas|coffee,", "coffee,,age,,is_set,,")

    assert said_about(tmp_path, segment_rows("tea"), filters) == [
        'seeds/segment_filters.csv:2 value: "teas" is not a segment; did you mean tea? legal: tea',
        'seeds/segment_filters.csv:2 value: "coffee" is not a segment; legal: tea',
        'seeds/segment_filters.csv:3 segment_code: "coffee" is not a segment of seeds/segments.csv; legal: tea',
    ]


def test_an_unreadable_row_hides_no_segment(tmp_path: Path) -> None:
    segments = SEGMENTS + '"cocoa,Cocoa,dynamic,true,true,,\n'

    said = said_about(tmp_path, segments, FILTERS + "cocoa,,segment,,in,milk,\n")

    assert said == ['seeds/segments.csv:3: a quote is opened and never closed; write a literal " as "" inside quotes']


def test_an_inactive_segment_that_was_never_computed_is_a_warning(tmp_path: Path) -> None:
    segments = SEGMENT_HEADER + "old,Old,dynamic,false,true,,\ntea,Tea,dynamic,true,true,,\n"
    filters = filter_rows("old,,age,,is_set,,", "tea,,segment,,in,old,")
    place = "seeds/segments.csv:2 is_active: warning: old is inactive:"
    sees = "this sees its members as they were when it was last active"
    reads = f"seeds/segment_filters.csv:3 value: warning: old is inactive: {sees}"

    unknown = said_about(tmp_path / "1", segments, filters)
    never = said_about(tmp_path / "2", segments, filters, computed=set())
    before = said_about(tmp_path / "3", segments, filters, computed={"old"})

    assert unknown == [reads, f"{place} if it was never computed, it has no members"]
    assert never == [reads, f"{place} it was never computed, it has no members"]
    assert before == [reads]
    assert specs.read_specs(make_project(tmp_path / "4", segments, filters)).by_code["old"].is_active is False


def test_what_is_legal_and_hardly_meant_is_a_warning(tmp_path: Path) -> None:
    segments = SEGMENTS + "more,tea,dynamic,true,true,,\n"
    filters = filter_rows(
        "tea,,age,,in,1|2,",
        "tea,all,age,,in,2.0|01,the same",
        "more,,last_order_date,,between,-1m..-30d,",
        "more,,paid_sum,from=-1m;to=-30d,at_least,1,",
    )
    sometimes = "warning: the range -1m..-30d is reversed on some days of the year, and then nothing is in it"

    assert said_about(tmp_path, segments, filters) == [
        "seeds/segment_filters.csv:3: warning: the row says the same as line 2",
        f"seeds/segment_filters.csv:4 value: {sometimes}",
        f"seeds/segment_filters.csv:5 scope: {sometimes}",
        'seeds/segments.csv:3 name: warning: "tea" is also the name of line 2; people cannot tell them apart',
    ]


def test_seeds_without_segments_are_a_warning(tmp_path: Path) -> None:
    project = make_project(tmp_path / "shop", SEGMENT_HEADER, filter_rows())

    assert [str(fault) for fault in specs.check(project)] == [
        "seeds/segments.csv:1: warning: there are no segments yet; add a row, or run `segments new CODE`"
    ]
    assert specs.read_specs(project).segments == ()
