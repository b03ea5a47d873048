"""`segments explain` on the real house: why somebody is in a segment, or not, now and before."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from orchestration import rendering
from tests.cli.conftest import Answer, Run
from tests.harness import Shop, Tables, condition, segment

FIRST = "2026-01-05T08:00:00"
SECOND = "2026-01-06T08:00:00"
HOSTILE = "'; drop table x; -- {{ this }} $customer_id [red]"

FILTERS = {
    "moscow": [condition("city", "equals", "MOSCOW")],
    "outside": [condition("city", "not_equals", "moscow")],
    "kept": [condition("city", "equals", "moscow")],
    "asleep": [condition("city", "is_set")],
    "rich": [
        condition("paid_sum", "at_least", "1500"),
        condition("is_vip", "is_true", group="any-1"),
        condition("last_order_date", "on_or_after", "-1w", scope="channel=site", group="any-1"),
        condition("order_channels", "none_of", "phone|fax", group="none-1"),
    ],
    "reader": [condition("segment", "in", "moscow|rich"), condition("segment", "not_in", "outside")],
    "hostile": [condition("city", "in", f"{HOSTILE}|Perm")],
}
KINDS = {"kept": {"kind": "static"}}


def tables(city: str, changed_at: str) -> Tables:
    made = Tables()
    made.customer("1", city=city, is_vip="false", updated_at=changed_at)
    made.customer("2", is_vip="true")
    made.customer("3", city=HOSTILE)
    made.order("o1", "1", "2025-12-31 10:00:00", {"unit_price": "1250.5"}, channel="site")
    made.order("o2", "2", "2025-06-01 10:00:00", {"unit_price": "9000"}, channel="phone")
    return made


def seeds(shop: Shop, *, asleep: str) -> None:
    states = {**KINDS, "asleep": {"is_active": asleep}}
    filters = [{**row, "segment_code": code} for code, rows in FILTERS.items() for row in rows]
    shop.write_seeds([segment(code, **states.get(code, {})) for code in FILTERS], filters)


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A shop after two refreshes: customer 1 moved from Moscow to Perm between them; to be read, not changed."""
    shop = Shop.open(tmp_path_factory.mktemp("explained") / "shop")
    seeds(shop, asleep="true")
    shop.write_tables(tables("Moscow", "2026-01-01 00:00:00"))
    shop.refresh(FIRST)
    seeds(shop, asleep="false")
    shop.write_tables(tables("Perm", "2026-01-05 12:00:00"))
    shop.refresh(SECOND)
    return shop


@pytest.fixture
def shop(refreshed: Shop, tmp_path: Path) -> Shop:
    """A copy of the shop, to be changed."""
    shutil.copytree(refreshed.root, tmp_path / "shop", symlinks=True)
    return Shop(tmp_path / "shop")


def explained(shop: Shop, run: Run, *arguments: str) -> tuple[int, dict[str, object]]:
    answer = run("--project", shop.root, "explain", *arguments, "--format", "json")
    assert answer.out, answer.err
    return answer.code, json.loads(answer.out)


def lines(answer: Answer) -> list[str]:
    return [line.rstrip() for line in answer.out.splitlines()]


def test_it_shows_every_condition_with_its_value_and_how_far_off_it_is(refreshed: Shop, run: Run) -> None:
    answer = run("--project", refreshed.root, "explain", "rich", "1")
    assert answer.code == 1
    assert lines(answer) == [
        "rich (rich)",
        "1 is not a member",
        "✗ all of",
        "├── ✗ paid_sum at_least 1500 – is 1 250.5, misses by 249.5",
        "├── ✓ any of",
        "│   ├── ✗ is_vip is_true – is false",
        "│   └── ✓ last_order_date [channel=site] on_or_after -1w (2025-12-30) – is 2025-12-31, 1 day to spare",
        "└── ✗ none of",
        "    └── ✓ order_channels none_of phone|fax – has none of these; all there is: site",
    ]
    assert answer.err == "as of 2026-01-06 08:00:00Z\n"


def test_machines_get_the_same(refreshed: Shop, run: Run) -> None:
    code, answer = explained(refreshed, run, "moscow", "1")
    assert code == 1
    assert answer == {
        "code": "moscow",
        "name": "moscow",
        "kind": "dynamic",
        "is_active": True,
        "customer_id": "1",
        "as_of": "2026-01-06T08:00:00Z",
        "is_member": False,
        "stays": [
            {
                "entered_at": "2026-01-05T08:00:00Z",
                "entered_cause": "first_refresh",
                "exited_at": "2026-01-06T08:00:00Z",
                "exited_cause": "data",
            }
        ],
        "holds": False,
        "notes": [],
        "verdicts": [
            {
                "group": "",
                "condition": "all of",
                "field": None,
                "scope": None,
                "operator": None,
                "threshold": None,
                "actual": None,
                "found": None,
                "holds": False,
                "distance": None,
            },
            {
                "group": "all",
                "condition": "city equals MOSCOW",
                "field": "city",
                "scope": None,
                "operator": "equals",
                "threshold": "MOSCOW",
                "actual": "Perm",
                "found": None,
                "holds": False,
                "distance": None,
            },
        ],
        "unknown": None,
        "segments": [],
    }


def test_a_member_ends_with_0_and_says_since_when(refreshed: Shop, run: Run) -> None:
    answer = run("--project", refreshed.root, "explain", "outside", "1")
    assert answer.code == 0
    assert lines(answer)[1] == "1 is a member since 2026-01-06 08:00:00Z (entered by data)"


def test_a_missing_value_is_different_from_every_value(refreshed: Shop, run: Run) -> None:
    answer = run("--project", refreshed.root, "explain", "outside", "2")
    assert answer.code == 0
    assert lines(answer)[-1] == "└── ✓ city not_equals moscow – nothing there, which counts as different"


@pytest.mark.parametrize(("code", "why"), [("kept", "the segment is static"), ("asleep", "the segment is inactive")])
def test_a_kept_membership_says_so(refreshed: Shop, run: Run, code: str, why: str) -> None:
    status, answer = explained(refreshed, run, code, "1")
    assert status == 0
    assert answer["notes"] == [
        f"{why}: membership is kept from 2026-01-05 08:00:00Z; the conditions say how the definition would judge now"
    ]
    assert (answer["is_member"], answer["holds"]) == (True, code == "asleep")


def test_segments_that_are_read_are_explained_too(refreshed: Shop, run: Run) -> None:
    answer = run("--project", refreshed.root, "explain", "reader", "3")
    assert answer.code == 1
    assert lines(answer)[2:6] == [
        "✗ all of",
        "├── ✗ segment in moscow|rich – is in none of these",
        "│   ├── moscow (moscow) is not a member",
        "│   │   └── ✗ all of",
    ]
    assert "└── ✗ segment not_in outside – is in outside" in lines(answer)
    _, values = explained(refreshed, run, "reader", "3")
    assert [read["code"] for read in values["segments"]] == ["moscow", "rich", "outside"]


def test_at_a_past_refresh_the_membership_is_known_and_the_values_are_not(refreshed: Shop, run: Run) -> None:
    code, answer = explained(refreshed, run, "moscow", "1", "--as-of", "2026-01-05T23:00:00+03:00")
    assert code == 0
    assert answer["as_of"] == "2026-01-05T08:00:00Z"
    assert answer["stays"] == [
        {
            "entered_at": "2026-01-05T08:00:00Z",
            "entered_cause": "first_refresh",
            "exited_at": None,
            "exited_cause": None,
        }
    ]
    assert (answer["holds"], answer["verdicts"]) == (None, [])
    assert answer["unknown"] == (
        "what the conditions found cannot be known: customers' values are kept for the last refresh only, and not "
        "those of 2026-01-05T08:00:00Z; the shop's tables say what is true now, not what was true then"
    )
    assert run("--project", refreshed.root, "explain", "outside", "1", "--as-of", FIRST).code == 1
    assert explained(refreshed, run, "outside", "1", "--as-of", SECOND)[1]["holds"] is True


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("moskow", "1"), 'there is no segment "moskow"; did you mean moscow?\n'),
        (("moscow", "9"), 'there is no customer "9" in the publication\n'),
        (("moscow", "1", "--as-of", "2025-01-01"), "nothing is known of 2025-01-01T00:00:00Z: the first refresh is "),
        (("moscow", "1", "--as-of", "monday"), '"monday" is not an instant; '),
        (("moscow",), "ask for one of: explain CODE CUSTOMER_ID, "),
        (("moscow", "1", "--customer", "1"), "ask for one of: explain CODE CUSTOMER_ID, "),
        (("moscow", "--to", "file.doc"), "file.doc does not say the format; "),
    ],
)
def test_wrong_questions_end_with_2(refreshed: Shop, run: Run, arguments: tuple[str, ...], message: str) -> None:
    answer = run("--project", refreshed.root, "explain", *arguments)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(message)


def test_without_a_publication_it_ends_with_3(
    refreshed: Shop, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SEGMENTS_HOME", str(tmp_path))
    answer = run("--project", refreshed.root, "explain", "moscow", "1")
    assert answer.code == 3
    assert answer.err.startswith("nothing is published yet ")


def test_one_customer_in_every_segment(refreshed: Shop, run: Run) -> None:
    answer = run("--project", refreshed.root, "explain", "--customer", "1")
    assert answer.code == 0
    found = {line.split()[0]: line.split(maxsplit=3)[2:] for line in lines(answer)[2:] if line[0] != " "}
    assert {code: words[0] for code, words in found.items()} == {
        "asleep": "yes",
        "hostile": "yes",
        "kept": "yes",
        "moscow": "no",
        "outside": "yes",
        "reader": "no",
        "rich": "no",
    }
    assert found["moscow"][1] == "✗ city equals MOSCOW – is Perm"


def test_every_customer_in_a_file(refreshed: Shop, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "hostile.csv"
    answer = run("--project", refreshed.root, "explain", "hostile", "--to", file)
    assert (answer.code, answer.out, answer.err) == (0, "", f"6 rows of hostile written to {file}\n")
    rows = duckdb.read_csv(file, all_varchar=True).filter("field = 'city'").project("customer_id, actual, holds")
    assert rows.fetchall() == [
        ("1", "Perm", "true"),
        ("2", None, "false"),
        ("3", HOSTILE, "true"),
    ]


def test_what_looks_like_code_or_markup_is_shown_as_it_is(refreshed: Shop, run: Run) -> None:
    answer = run("--project", refreshed.root, "explain", "hostile", "3")
    assert answer.code == 0
    assert lines(answer)[-1] == f"└── ✓ city in {HOSTILE}|Perm – is {HOSTILE}"


def test_nothing_of_the_customer_goes_to_a_log(shop: Shop, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(shop.root / "logs")
    monkeypatch.setattr(rendering, "render_here", lambda *_: 1 / 0)
    named = "1' or customer_id = '2"
    assert run("--project", shop.root, "explain", "moscow", named).code == 2
    assert run("--project", shop.root, "explain", "moscow", "1").code == 1
    logged = "".join(file.read_text(encoding="utf-8") for file in (shop.root / "logs").rglob("*") if file.is_file())
    assert "compile` succeeded" in logged
    assert "Perm" not in logged
    assert named not in logged
    assert "customer_id = '1'" not in logged


def test_a_segment_that_is_not_built_is_judged_by_its_definition(shop: Shop, run: Run) -> None:
    with (shop.root / "seeds" / "segments.csv").open("a", encoding="utf-8") as file:
        file.write("fresh,Fresh,dynamic,true,false,,\nreader_2,R,dynamic,true,false,,\n")
    with (shop.root / "seeds" / "segment_filters.csv").open("a", encoding="utf-8") as file:
        file.write("fresh,all,paid_sum,channel=phone,at_least,9000,\nreader_2,all,segment,,in,fresh,\n")
    for code in ("fresh", "reader_2"):
        assert explained(shop, run, code, "2")[0] == 0
        status, answer = explained(shop, run, code, "1")
        assert (status, answer["is_member"], answer["holds"]) == (1, None, False)
        assert answer["notes"] == [
            "the segment is not built yet, so it has no members; the conditions say who would be in"
        ]


def test_an_edited_definition_is_told_from_the_one_that_was_built(shop: Shop, run: Run) -> None:
    seed = shop.root / "seeds" / "segment_filters.csv"
    seed.write_text(seed.read_text(encoding="utf-8").replace("MOSCOW", "Perm"), encoding="utf-8", newline="")
    status, answer = explained(shop, run, "moscow", "1")
    assert (status, answer["is_member"], answer["holds"]) == (1, False, True)
    assert answer["notes"] == [
        "the definition in the seeds is not the one the last refresh built: "
        "membership is by that one, the conditions are judged as the seeds have them"
    ]


def test_an_unfinished_refresh_leaves_the_membership_known(shop: Shop, run: Run) -> None:
    with duckdb.connect(str(shop.root / "warehouse" / "build.duckdb")) as build:
        build.execute("update operations.previous_refresh set refresh_id = '20260106T080000Z'")
    status, answer = explained(shop, run, "outside", "1")
    assert (status, answer["is_member"], answer["holds"]) == (0, True, None)
    assert "because a later refresh began and did not finish" in str(answer["unknown"])
    assert run("--project", shop.root, "explain", "outside", "--to", shop.root / "x.csv").code == 3
    assert "a later refresh was not finished" in run("--project", shop.root, "preview", "outside").err


def test_while_a_refresh_runs_the_membership_is_known(shop: Shop, run: Run) -> None:
    hold = f"import duckdb; held = duckdb.connect({str(shop.root / 'warehouse' / 'build.duckdb')!r}); print(1); input()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        status, answer = explained(shop, run, "outside", "1")
        holder.communicate(b"\n")
    assert (status, answer["is_member"], answer["holds"]) == (0, True, None)
    assert f"is open in process {holder.pid}" in str(answer["unknown"])


def test_a_retired_segment_has_its_history(shop: Shop, run: Run) -> None:
    for name in ("segments", "segment_filters"):
        seed = shop.root / "seeds" / f"{name}.csv"
        rows = seed.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [row for row in rows if not row.startswith("kept,")]
        seed.write_text("".join(kept), encoding="utf-8", newline="")
    with (shop.root / "seeds" / "retired_segments.csv").open("a", encoding="utf-8") as file:
        file.write("kept,2026-01-07,closed\n")
    status, answer = explained(shop, run, "kept", "1")
    assert (status, answer["is_member"], answer["kind"], answer["verdicts"]) == (0, True, None, [])
    assert answer["unknown"] == "the segment is gone from seeds/segments.csv, so there are no conditions to judge"
