"""A segment that is gone was retired, or the seeds are refused; a waterfall names segments there are."""

from pathlib import Path

import pytest

from orchestration import specs
from orchestration.faults import FaultsError
from orchestration.project import Project
from tests.specs.seed_texts import (
    FILTERS,
    PRIORITY_HEADER,
    RETIRED_HEADER,
    SEGMENTS,
    filter_rows,
    make_project,
    segment_rows,
)

RETIRED = "seeds/retired_segments.csv"
PRIORITIES = "seeds/segment_priorities.csv"


def said_about(project: Project) -> list[str]:
    return [str(fault) for fault in specs.check(project)]


def generated(root: Path) -> Project:
    project = make_project(
        root, segment_rows("tea", "cocoa"), filter_rows("tea,,age,,is_set,,", "cocoa,,age,,is_set,,")
    )
    specs.apply_changes(
        project, specs.plan_changes(project, specs.generated_files(specs.read_specs(project), project.name))
    )
    (project.seeds / "segments.csv").write_text(SEGMENTS, encoding="utf-8")
    (project.seeds / "segment_filters.csv").write_text(FILTERS, encoding="utf-8")
    return project


def test_a_segment_that_is_gone_must_be_retired(tmp_path: Path) -> None:
    project = generated(tmp_path / "shop")

    gone = (
        'seeds/segments.csv segment_code: "cocoa" is gone from this file, and its members would leave it;'
        f" say so in {RETIRED}, or bring its row back"
    )
    assert said_about(project) == [gone]
    with pytest.raises(FaultsError, match="is gone"):
        specs.read_specs(project)

    (project.root / RETIRED).write_text(RETIRED_HEADER + "cocoa,2026-01-05,\n", encoding="utf-8")
    assert said_about(project) == []
    retired = specs.read_specs(project).retired
    assert [(segment.code, segment.retired_on.isoformat()) for segment in retired] == [("cocoa", "2026-01-05")]


def test_a_model_a_person_wrote_is_no_segment_that_is_gone(tmp_path: Path) -> None:
    project = make_project(tmp_path / "shop")
    model = project.models / "segments" / "segment_memberships.sql"
    model.parent.mkdir(parents=True)
    model.write_text("select 1\n", encoding="utf-8")

    assert said_about(project) == []


def test_an_unreadable_row_is_not_taken_for_a_segment_that_is_gone(tmp_path: Path) -> None:
    project = generated(tmp_path / "shop")
    (project.seeds / "segments.csv").write_text(SEGMENTS + "cocoa,Cocoa\n", encoding="utf-8")

    assert said_about(project) == [
        "seeds/segments.csv:3: the row has 2 cells, the header 7; empty cells need commas too"
    ]


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        (
            ["tea,2026-01-05,done"],
            [
                f'{RETIRED}:2 segment_code: "tea" is a segment of seeds/segments.csv:2; delete that row, or this one:'
                " a code that was retired is not used again"
            ],
        ),
        (["old,2026-01-05,", "old,2026-01-06,"], [f'{RETIRED}:3 segment_code: "old" is retired on line 2 already']),
        (["old,05.01.2026,"], [f'{RETIRED}:2 retired_on: "05.01.2026" is not a date; write YYYY-MM-DD: 2026-01-05']),
        (["old,2026-02-30,"], [f'{RETIRED}:2 retired_on: "2026-02-30" is not in the calendar']),
        (["old,today,"], [f'{RETIRED}:2 retired_on: "today" means another day tomorrow; write YYYY-MM-DD']),
        (
            ["Old one,,"],
            [
                f'{RETIRED}:2 segment_code: "Old one" is not a code; did you mean old_one?'
                " write a-z, 0-9 and _, starting with a letter",
                f"{RETIRED}:2 retired_on: the day is empty; write YYYY-MM-DD",
            ],
        ),
    ],
)
def test_a_bad_retirement_is_refused(tmp_path: Path, rows: list[str], messages: list[str]) -> None:
    text = RETIRED_HEADER + "".join(f"{row}\n" for row in rows)

    assert said_about(make_project(tmp_path / "shop", retired_segments=text)) == messages


def test_a_retired_segment_in_use_names_its_users(tmp_path: Path) -> None:
    project = make_project(
        tmp_path / "shop",
        segment_rows("tea", "milk"),
        filter_rows("tea,,segment,,in,old|milk,", "milk,none,segment,,in,old,", "old,,age,,is_set,,"),
        retired_segments=RETIRED_HEADER + "old,2026-01-05,\n",
        segment_priorities=PRIORITY_HEADER + "letters,1,old\n",
    )

    place = "seeds/segment_filters.csv"
    assert said_about(project) == [
        f'{place}:2 value: "old" was retired on 2026-01-05, and tea reads it',
        f'{place}:3 value: "old" was retired on 2026-01-05, and milk reads it',
        f'{place}:4 segment_code: "old" was retired on 2026-01-05; delete its conditions',
        f'{PRIORITIES}:2 segment_code: "old" is not a segment; legal: tea, milk',
    ]


@pytest.mark.parametrize(
    ("rows", "messages"),
    [
        (["letters,1,teas"], ['2 segment_code: "teas" is not a segment; did you mean tea? legal: tea, milk']),
        (["letters,1,"], ["2 segment_code: the segment code is empty"]),
        ([" ,1,tea"], ["2 list: the list has no name; rows with one name are one list"]),
        (["letters ,1,tea"], ['2 list: "letters " has white space around it; take it off']),
        *(
            (
                [f"letters,{rank},tea"],
                [f'2 rank: "{rank}" is not a rank; write a whole number from 1 on, the lowest comes first'],
            )
            for rank in ("0", "-1", "1.5", "first", "", "01")
        ),
        (["letters,1,tea", "letters,1,milk"], ['3 rank: "1" stands on line 2 in the list "letters" already']),
        (["letters,1,tea", "letters,2,tea"], ['3 segment_code: "tea" stands on line 2 in the list "letters" already']),
        (["letters,1,tea", "calls,1,tea", "letters,7,milk"], []),
    ],
)
def test_a_bad_priority_is_refused(tmp_path: Path, rows: list[str], messages: list[str]) -> None:
    project = make_project(
        tmp_path / "shop",
        segment_rows("tea", "milk"),
        filter_rows("tea,,age,,is_set,,", "milk,,age,,is_set,,"),
        segment_priorities=PRIORITY_HEADER + "".join(f"{row}\n" for row in rows),
    )

    assert said_about(project) == [f"{PRIORITIES}:{message}" for message in messages]


def test_priorities_are_read_in_the_order_of_the_rows(tmp_path: Path) -> None:
    project = make_project(tmp_path / "shop", segment_priorities=PRIORITY_HEADER + "letters,10,tea\n")

    priority = specs.read_specs(project).priorities[0]
    assert (priority.list, priority.rank, priority.code, priority.line) == ("letters", 10, "tea", 2)
