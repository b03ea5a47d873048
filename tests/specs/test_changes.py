"""Generated files are written, rewritten and removed; what a person wrote is left alone."""

from pathlib import Path

import pytest

from orchestration import specs
from orchestration.project import Project
from tests.specs.seed_texts import (
    CONTRACT_HEADER,
    PRIORITY_HEADER,
    RETIRED_HEADER,
    SCORE_HEADER,
    filter_rows,
    make_project,
    segment_rows,
)

AXES = "models/analytics/segment_axes.sql"
TEA = "models/segments/segment_tea.sql"
COCOA = "models/segments/segment_cocoa.sql"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = make_project(
        tmp_path / "shop", segment_rows("tea", "cocoa"), filter_rows("tea,,age,,is_set,,", "cocoa,,age,,is_set,,")
    )
    generate(made)
    return made


def plan(project: Project) -> list[specs.Change]:
    return specs.plan_changes(project, specs.generated_files(specs.read_specs(project), project.name))


def generate(project: Project) -> None:
    specs.apply_changes(project, plan(project))


def test_a_second_run_has_nothing_to_do(project: Project) -> None:
    assert plan(project) == []
    assert not list(project.root.rglob("*.unfinished"))


def test_a_missing_file_is_written(project: Project) -> None:
    (project.root / TEA).unlink()

    assert list(map(str, plan(project))) == [f"Write {TEA}, which is missing."]
    generate(project)
    assert plan(project) == []


def test_a_stale_file_is_rewritten(project: Project) -> None:
    text = (project.root / TEA).read_text(encoding="utf-8")
    (project.root / TEA).write_text(text.replace("is_set", "is_not_set"), encoding="utf-8")

    assert list(map(str, plan(project))) == [f"Rewrite {TEA}, which differs from the seeds."]
    generate(project)
    assert (project.root / TEA).read_text(encoding="utf-8") == text


def retire_cocoa(project: Project) -> None:
    (project.seeds / "segments.csv").write_text(segment_rows("tea"), encoding="utf-8")
    (project.seeds / "segment_filters.csv").write_text(filter_rows("tea,,age,,is_set,,"), encoding="utf-8")
    row = "cocoa,2026-01-05,nobody drank it\n"
    (project.seeds / "retired_segments.csv").write_text(RETIRED_HEADER + row, encoding="utf-8")


def test_the_file_of_a_retired_segment_is_removed(project: Project) -> None:
    retire_cocoa(project)

    changes = list(map(str, plan(project)))
    generate(project)

    assert changes[-1] == f"Remove {COCOA}, which no row of the seeds explains."
    assert f"Rewrite {AXES}, which differs from the seeds." in changes
    assert not (project.root / COCOA).exists()
    assert plan(project) == []


def test_a_file_a_person_wrote_is_never_touched(project: Project) -> None:
    (project.root / TEA).write_text("select 1 as customer_id\n", encoding="utf-8")
    (project.root / "models/segments/segment_memberships.sql").write_text("select 2\n", encoding="utf-8")
    (project.root / COCOA).unlink()

    with pytest.raises(specs.BlockedError) as caught:
        generate(project)

    sentence = f"Leave {TEA} alone, which was not generated: rename it, or delete it and generate again."
    assert str(caught.value) == sentence
    assert (project.root / TEA).read_text(encoding="utf-8") == "select 1 as customer_id\n"
    assert not (project.root / COCOA).exists(), "one blocked file stops all of them"


def test_what_is_no_file_of_text_is_in_the_way_too(project: Project) -> None:
    (project.root / TEA).write_bytes(b"\xff\xfe\x00")
    (project.root / COCOA).unlink()
    (project.root / COCOA).mkdir()

    assert [type(change) for change in plan(project)] == [specs.Blocked, specs.Blocked]


def test_a_checkout_with_other_line_ends_is_up_to_date(project: Project) -> None:
    data = (project.root / TEA).read_bytes()
    (project.root / TEA).write_bytes(data.replace(b"\n", b"\r\n"))

    assert plan(project) == []


def test_seeds_a_shop_may_go_without_get_their_first_line(project: Project) -> None:
    for name, header in (
        ("score_rules", SCORE_HEADER),
        ("retired_segments", RETIRED_HEADER),
        ("segment_priorities", PRIORITY_HEADER),
        ("segment_contracts", CONTRACT_HEADER),
    ):
        path = project.seeds / f"{name}.csv"
        assert path.read_text(encoding="utf-8") == header
        path.unlink()
        assert list(map(str, plan(project))) == [f"Write seeds/{name}.csv, which is missing."]
        generate(project)
    assert specs.check(project) == []


def test_marked_files_elsewhere_are_not_ours_to_remove(project: Project) -> None:
    copy = project.root / "models" / "delivery" / "segment_tea.sql"
    copy.parent.mkdir()
    copy.write_bytes((project.root / TEA).read_bytes())

    assert plan(project) == []
