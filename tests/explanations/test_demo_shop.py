"""On the demo shop: an explanation and a preview say what the membership is, for everybody and every operator."""

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from orchestration import rendering
from orchestration.project import find_project
from orchestration.specs import read_specs
from tests.cli.conftest import Run, run
from tests.explanations.conftest import AS_OF, files_of
from tests.harness import Shop

__all__ = ["run"]


def explained(shop: Shop, run: Run, code: str, file: Path) -> set[str]:
    """Give the customers for whom the whole definition holds."""
    answer = run("--project", shop.root, "explain", code, "--to", file)
    assert answer.code == 0, answer.err
    rows = duckdb.execute(f"select customer_id from '{file}' where \"group\" = '' and holds").fetchall()
    return {customer_id for (customer_id,) in rows}


def test_every_definition_holds_for_the_members_and_nobody_else(demo_shop: Shop, run: Run, tmp_path: Path) -> None:
    members = demo_shop.members()
    inactive = {"old_programme"}
    judged = {
        code: explained(demo_shop, run, code, tmp_path / "explained.parquet") for code in members.keys() - inactive
    }
    assert judged == {code: members[code] for code in judged}
    assert len(judged) > 35
    assert sum(map(bool, judged.values())) > 25


def test_every_condition_has_its_row_for_every_customer(demo_shop: Shop, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "explained.csv"
    for code in ("vip", "operators_0", "operators_9"):
        run("--project", demo_shop.root, "explain", code, "--to", file)
        conditions = read_specs(find_project(demo_shop.root)).by_code[code].conditions
        counted = duckdb.execute(f"select count(*), count(distinct customer_id) from '{file}' where field is not null")
        assert counted.fetchone() == (len(conditions) * 300, 300)


def test_a_distance_is_there_where_a_number_or_date_is(demo_shop: Shop, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "explained.parquet"
    run("--project", demo_shop.root, "explain", "operators_0", "--to", file)
    assert duckdb.execute(
        f"select count(*) from '{file}' where operator = 'at_least' "
        "and (holds != (cast(actual as decimal(18, 4)) >= cast(threshold as decimal(18, 4))) "
        "or distance != abs(cast(actual as decimal(18, 4)) - cast(threshold as decimal(18, 4))))"
    ).fetchone() == (0,)


def test_an_anniversary_is_as_far_off_as_the_shorter_way_round_the_year(
    demo_shop: Shop, run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "explained.parquet"
    specs = read_specs(find_project(demo_shop.root))
    asked = next(
        segment.code
        for segment in specs.segments
        for row in segment.conditions
        if (row.field, row.operator) == ("birth_date", "anniversary_between") and row.low == "12-02"
    )
    run("--project", demo_shop.root, "explain", asked, "--to", file)
    rows = duckdb.execute(
        f"select cast(actual as date), holds, cast(distance as int) from '{file}' "
        "where field = 'birth_date' and operator = 'anniversary_between'"
    ).fetchall()
    assert len(rows) == 300
    for birthday, holds, distance in rows:
        if birthday is None:
            assert (holds, distance) == (False, None)
            continue
        day = min(birthday.day, 28) if birthday.month == 2 else birthday.day
        ends = [date(2026, 12, 2), date(2026, 3, 1)]
        away = [abs((birthday.replace(year=2026, day=day) - end).days) for end in ends]
        assert distance == min(*away, *(365 - days for days in away)), birthday


EDIT = {
    "segments": "newcomer,New,dynamic,true,false,tests,\nreader,Reads what is new,dynamic,true,false,tests,\n",
    "segment_filters": (
        "newcomer,any-1,paid_sum,category=Чай;within=90d,at_least,300,a measure nobody had\n"
        "newcomer,any-1,last_interaction_date,kind=opened,after,-2m,another\n"
        "newcomer,none,custom.child_gender,,is_set,,a field nobody had\n"
        "reader,all,segment,,in,newcomer|spent_gold,one that is not built and one that is\n"
        "reader,none,segment,,in,vip,one that is changed\n"
        "vip,all,city,,not_equals,Москва,a change\n"
    ),
}


@pytest.mark.long
def test_a_preview_of_an_unsaved_edit_is_what_the_build_then_gives(
    copied_shop: Shop, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rendering, "_render_by_dbt", lambda *_: pytest.fail("there is nothing dbt is needed for"))
    for name, rows in EDIT.items():
        with (copied_shop.root / "seeds" / f"{name}.csv").open("a", encoding="utf-8", newline="") as seed:
            seed.write(rows)
    before = files_of(copied_shop.root, "warehouse", "models", "target")
    previews = {
        code: run("--project", copied_shop.root, "preview", code, "--format", "json")
        for code in ("newcomer", "reader", "vip")
    }
    explained = run("--project", copied_shop.root, "explain", "reader", "--to", copied_shop.root / "explained.csv")
    assert explained.code == 0, explained.err
    assert files_of(copied_shop.root, "warehouse", "models", "target") == before
    copied_shop.command("generate")
    copied_shop.refresh(AS_OF)
    members = copied_shop.members()
    for code, answer in previews.items():
        assert answer.code == 0, answer.err
        shown = json.loads(answer.out)
        assert shown["members"] == len(members[code]) > 0, code
        assert set(shown["sample"]) <= members[code]
        assert shown["share"] == len(members[code]) / 300
