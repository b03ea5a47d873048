"""The commands that read the published file."""

import hashlib
import json
from pathlib import Path

import duckdb
import openpyxl
import pytest
from rich.cells import cell_len

from tests.cli.conftest import Run
from tests.refresh.small_shop import SmallShop


def test_list_shows_one_line_per_segment(shop: SmallShop, run: Run) -> None:
    shop.write({1: "Perm", 2: "Perm", 3: "Moscow"})
    shop.refresh("12:00")
    answer = run("--project", shop.project.root, "list")
    assert answer.code == 0
    lines = [line.split() for line in answer.out.splitlines()]
    assert lines[0] == ["code", "name", "kind", "active", "owner", "members", "share", "past"]
    assert lines[2:] == [
        ["moscow", "Москва", "dynamic", "yes", "crm", "1", "50.0%", "█▁"],
        ["perm", "Пермь", "dynamic", "yes", "crm", "2", "50.0%", "▁█"],
    ]
    assert answer.err == "as of 2026-01-05 12:00:00Z\n"


def test_columns_are_straight_whatever_the_script(shop: SmallShop, run: Run) -> None:
    lines = run("--project", shop.project.root, "list").out.splitlines()
    ends = {
        cell_len(line[: line.index(word) + len(word)]) for line, word in zip(lines[2:], ("50.0%", "50.0%"), strict=True)
    }
    assert len(ends) == 1


def test_list_answers_machines(shop: SmallShop, run: Run) -> None:
    answer = json.loads(run("--project", shop.project.root, "list", "--format", "json").out)
    assert answer["as_of"] == "2026-01-05T08:00:00Z"
    assert answer["segments"][0] == {
        "code": "moscow",
        "name": "Москва",
        "kind": "dynamic",
        "is_active": True,
        "owner": "crm",
        "members": 2,
        "share": 0.5,
        "entered": 2,
        "exited": 0,
        "past_members": [2],
    }


@pytest.mark.parametrize("arguments", [("list",), ("export", "moscow", "--to", "moscow.csv")])
def test_before_the_first_publication_there_is_nothing_to_read(
    fresh_shop: SmallShop, run: Run, arguments: tuple[str, ...]
) -> None:
    answer = run("--project", fresh_shop.project.root, *arguments)
    assert (answer.code, answer.out) == (3, "")
    assert answer.err.startswith("nothing is published yet (")
    assert answer.err.endswith("; run `segments refresh`\n")


def test_show_tells_what_a_segment_is_and_was(shop: SmallShop, run: Run) -> None:
    shop.write({1: "Perm", 2: "Perm", 3: "Moscow"})
    shop.refresh("12:00")
    answer = run("--project", shop.project.root, "show", "moscow")
    assert answer.code == 0
    assert [line.split() for line in answer.out.splitlines()] == [
        ["Москва", "(moscow),", "dynamic,", "owner", "crm"],
        ["People", "of", "Moscow"],
        ["Customers", "whose", "city", "is", '"Moscow".'],
        ["members", "satisfy", "all", "of"],
        ["└──", "city", "equals", "Moscow"],
        [],
        ["1", "members,", "50.0%", "of", "customers", "█▁"],
        ["as", "of", "members", "entered", "exited"],
        ["─" * len("as of                  members   entered   exited")],
        ["2026-01-05", "12:00:00Z", "1", "0", "1"],
        ["2026-01-05", "08:00:00Z", "2", "2", "0"],
        [],
        ["as", "of", "event", "cause", "customers"],
        ["─" * len("as of                  event     cause   customers")],
        ["2026-01-05", "12:00:00Z", "exited", "data", "1"],
        ["2026-01-05", "08:00:00Z", "entered", "data", "2"],
    ]


def test_show_answers_machines(shop: SmallShop, run: Run) -> None:
    answer = json.loads(run("--project", shop.project.root, "show", "moscow", "--format", "json").out)
    assert answer["definition"]["name"] == "Москва"
    assert answer["words"] == 'Customers whose city is "Moscow".'
    assert answer["conditions"] == [
        {"group": "all", "field": "city", "scope": "", "operator": "equals", "value": "Moscow", "reason": ""}
    ]
    assert answer["size"]["members"] == 2
    assert answer["events"][0]["customers"] == 2


def test_show_draws_groups_within_groups(fresh_shop: SmallShop, run: Run) -> None:
    with (fresh_shop.project.seeds / "segment_filters.csv").open("a", encoding="utf-8") as filters:
        filters.write("moscow,any-1,age,,at_least,18,[grown up]\n")
        filters.write("moscow,any-1/none,orders_sum,channel=site,less_than,5,\n")
    answer = run("--project", fresh_shop.project.root, "show", "moscow")
    assert answer.code == 0
    assert answer.out.splitlines()[2:] == [
        'Customers whose city is "Moscow" and (whose age is at least 18 or who are not among those who ordered for less'
        ' than 5 through the channel "site").',
        "members satisfy all of",
        "├── city equals Moscow",
        "└── any of",
        "    ├── age at_least 18  [grown up]",
        "    └── none of",
        "        └── orders_sum [channel=site] less_than 5",
    ]
    assert answer.err == "moscow is not published yet; run `segments refresh`\n"


@pytest.mark.parametrize("command", [("show",), ("export", "--to", "x.csv")])
def test_an_unknown_code_is_met_with_the_nearest(shop: SmallShop, run: Run, command: tuple[str, ...]) -> None:
    answer = run("--project", shop.project.root, *command, "moscwo")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == 'there is no segment "moscwo"; did you mean moscow?\n'


def test_export_of_all_is_of_one_refresh_and_the_last_ones_stay(shop: SmallShop, run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "o'brien"
    for _ in range(3):
        answer = run("--project", shop.project.root, "export", "--all", "--to", folder, "--keep", "2")
        assert (answer.code, answer.out) == (0, "")
        (folder / "notes").mkdir(exist_ok=True)
    last = (folder / "current").resolve()
    manifest = json.loads((last / "manifest.json").read_text(encoding="utf-8"))
    refresh_id = manifest["refresh_id"]
    assert answer.err.endswith(f"relations of refresh {refresh_id} written to {last}\n")
    assert sorted(path.name for path in folder.iterdir() if not path.name.startswith(".")) == sorted(
        [f"{refresh_id}-2", f"{refresh_id}-3", "current", "notes"]
    )
    with duckdb.connect(str(shop.project.published_file), read_only=True) as published:
        names = [name for (name,) in published.execute("select table_name from duckdb_tables() order by 1").fetchall()]
        assert [relation["name"] for relation in manifest["relations"]] == names
        for relation in manifest["relations"]:
            file = last / relation["file"]
            rows = duckdb.connect().execute("from read_parquet(?)", [str(file)]).fetchall()
            assert sorted(rows, key=str) == sorted(published.execute(f"from {relation['name']}").fetchall(), key=str)
            assert relation["rows"] == len(rows)
            assert relation["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()


@pytest.mark.parametrize("arguments", [("--all", "moscow"), (), ("--all", "--at", "2026-01-05")])
def test_export_of_all_or_of_one_is_said_once(
    shop: SmallShop, run: Run, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    assert run("--project", shop.project.root, "export", "--to", tmp_path / "x.csv", *arguments).code == 2
    assert not (tmp_path / "x.csv").exists()


def test_export_of_all_needs_a_folder(shop: SmallShop, run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    answer = run("--project", shop.project.root, "export", "--all", "--to", tmp_path / "file")
    assert answer.code == 2
    assert "is not a folder" in answer.err
    assert run("--project", shop.project.root, "export", "--all", "--to", tmp_path / "no" / "folder").code == 2


def test_export_writes_csv(shop: SmallShop, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "moscow.csv"
    answer = run("--project", shop.project.root, "export", "moscow", "--to", file)
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == f"2 customers of moscow written to {file}\n"
    assert file.read_text(encoding="utf-8") == "CustomerId,Location,segment_code\n1,Moscow,moscow\n3,moscow,moscow\n"


def test_export_writes_parquet(shop: SmallShop, run: Run, tmp_path: Path) -> None:
    file = tmp_path / "moscow.PARQUET"
    assert run("--project", shop.project.root, "export", "moscow", "--to", file).code == 0
    assert duckdb.connect().execute(f"from read_parquet('{file}')").fetchall() == [
        ("1", "Moscow", "moscow"),
        ("3", "moscow", "moscow"),
    ]


def test_a_spreadsheet_takes_no_text_for_a_formula(shop: SmallShop, run: Run, tmp_path: Path) -> None:
    with duckdb.connect(str(shop.project.published_file)) as connection:
        connection.execute("update segment_export set \"Location\" = '=1+1' where \"CustomerId\" = '1'")
        connection.execute("update segment_export set \"Location\" = '+7 495' where \"CustomerId\" = '3'")
    file = tmp_path / "moscow.xlsx"
    assert run("--project", shop.project.root, "export", "moscow", "--to", file).code == 0
    sheet = openpyxl.load_workbook(file).active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["CustomerId", "Location", "segment_code"],
        ["1", "=1+1", "moscow"],
        ["3", "+7 495", "moscow"],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("moscow", "moscow does not say the format; end it with .csv, .parquet, .xlsx\n"),
        ("moscow.xls", "moscow.xls does not say the format; end it with .csv, .parquet, .xlsx\n"),
        ("no/such/moscow.csv", "the folder no/such does not exist\n"),
    ],
)
def test_export_wants_a_format_and_a_folder(shop: SmallShop, run: Run, file: str, message: str) -> None:
    answer = run("--project", shop.project.root, "export", "moscow", "--to", file)
    assert (answer.code, answer.err) == (2, message)
