"""The commands that work on the seeds: validate, generate, new."""

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.refresh.small_shop import SmallShop


def spoil(shop: SmallShop) -> None:
    filters = shop.project.seeds / "segment_filters.csv"
    filters.write_text(filters.read_text(encoding="utf-8").replace("equals", "equal"), encoding="utf-8")


def test_validate_says_that_the_seeds_are_right(fresh_shop: SmallShop, run: Run) -> None:
    answer = run("--project", fresh_shop.project.root, "validate")
    assert (answer.code, answer.out, answer.err) == (0, "", "the seeds are right\n")


def test_validate_shows_every_fault(fresh_shop: SmallShop, run: Run) -> None:
    spoil(fresh_shop)
    answer = run("--project", fresh_shop.project.root, "validate")
    assert answer.code == 1
    first, second = answer.out.splitlines()
    assert first.startswith('seeds/segment_filters.csv:2 operator: "equal" is not an operator')
    assert second.startswith("seeds/segment_filters.csv:3 operator: ")
    assert answer.err == "2 errors\n"


def test_validate_answers_machines(fresh_shop: SmallShop, run: Run) -> None:
    spoil(fresh_shop)
    answer = run("--project", fresh_shop.project.root, "validate", "--format", "json")
    assert answer.code == 1
    fault = json.loads(answer.out)[0]
    assert (fault["file"], fault["line"], fault["column"]) == ("seeds/segment_filters.csv", 2, "operator")
    assert (fault["value"], fault["severity"]) == ("equal", "error")
    assert "equals" in fault["legal"]


def test_validate_knows_which_inactive_segments_were_computed(shop: SmallShop, run: Run) -> None:
    segments = shop.project.seeds / "segments.csv"
    segments.write_text(
        segments.read_text(encoding="utf-8").replace("Пермь,dynamic,true", "Пермь,dynamic,false"), encoding="utf-8"
    )
    assert run("--project", shop.project.root, "validate").err == "the seeds are right\n"
    shop.project.published_file.unlink()
    assert run("--project", shop.project.root, "validate").err == "1 warning\n"


def test_generate_writes_what_is_missing_and_says_so(fresh_shop: SmallShop, run: Run) -> None:
    model = fresh_shop.project.models / "segments" / "segment_perm.sql"
    text = model.read_text(encoding="utf-8")
    model.unlink()
    checked = run("--project", fresh_shop.project.root, "generate", "--check")
    assert (checked.code, checked.out) == (1, "Write models/segments/segment_perm.sql, which is missing.\n")
    assert not model.exists()
    written = run("--project", fresh_shop.project.root, "generate")
    assert (written.code, written.out) == (0, checked.out)
    assert model.read_text(encoding="utf-8") == text
    again = run("--project", fresh_shop.project.root, "generate", "--check")
    assert (again.code, again.out) == (0, "")
    assert again.err.endswith("generated files up to date\n")


def test_generate_leaves_files_of_people_alone(fresh_shop: SmallShop, run: Run) -> None:
    model = fresh_shop.project.models / "segments" / "segment_perm.sql"
    model.write_text("select 1", encoding="utf-8")
    answer = run("--project", fresh_shop.project.root, "generate")
    assert answer.code == 2
    assert "Leave models/segments/segment_perm.sql alone" in answer.err
    assert model.read_text(encoding="utf-8") == "select 1"


def test_generate_wants_right_seeds(fresh_shop: SmallShop, run: Run) -> None:
    spoil(fresh_shop)
    answer = run("--project", fresh_shop.project.root, "generate")
    assert (answer.code, answer.out) == (2, "")
    assert len(answer.err.splitlines()) == 2


CONDITION = ("--field", "orders_sum", "--scope", "within=30d", "--operator", "at_least", "--value", "5")


def test_new_appends_and_generates(fresh_shop: SmallShop, run: Run) -> None:
    root: Path = fresh_shop.project.root
    answer = run("--project", root, "new", "buyers", "--name", "Купили, недавно", "--owner", "crm", *CONDITION)
    assert answer.code == 0
    assert "Write models/segments/segment_buyers.sql, which is missing." in answer.out.splitlines()
    segments = (fresh_shop.project.seeds / "segments.csv").read_text(encoding="utf-8")
    assert segments.splitlines()[-1] == 'buyers,"Купили, недавно",dynamic,true,true,crm,'
    filters = (fresh_shop.project.seeds / "segment_filters.csv").read_text(encoding="utf-8")
    assert filters.splitlines()[-1] == "buyers,all,orders_sum,within=30d,at_least,5,"
    assert run("--project", root, "generate", "--check").code == 0


def test_new_changes_nothing_when_anything_is_wrong(fresh_shop: SmallShop, run: Run) -> None:
    before = (fresh_shop.project.seeds / "segment_filters.csv").read_bytes()
    answer = run("--project", fresh_shop.project.root, "new", "buyers", *CONDITION[:-1], "many")
    assert answer.code == 2
    assert '"many"' in answer.err
    assert (fresh_shop.project.seeds / "segment_filters.csv").read_bytes() == before


def test_new_wants_a_code_of_its_own(fresh_shop: SmallShop, run: Run) -> None:
    answer = run("--project", fresh_shop.project.root, "new", "perm", *CONDITION)
    assert answer.code == 2
    assert answer.err.startswith("there is a segment perm already")


def test_new_asks_nothing_where_nobody_answers(fresh_shop: SmallShop, run: Run) -> None:
    answer = run("--project", fresh_shop.project.root, "new", "buyers", "--field", "orders_sum")
    assert (answer.code, answer.err) == (2, "a new segment needs --operator\n")
