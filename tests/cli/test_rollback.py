"""Going back to a kept publication from the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.refresh.small_shop import SmallShop


def test_lists_what_is_kept_and_goes_back(shop: SmallShop, run: Run) -> None:
    shop.write({1: "Perm"})
    shop.refresh("12:00")

    listed = run("--project", shop.project.root, "rollback", "--list")
    rows = [line.split() for line in listed.out.splitlines()]
    assert rows[0] == ["refresh", "as", "of", "members", "MB", "present"]
    assert [row[:4] + row[5:] for row in rows[2:]] == [
        ["20260105T120000Z", "2026-01-05", "12:00:00Z", "1", "yes"],
        ["20260105T080000Z", "2026-01-05", "08:00:00Z", "3"],
    ]
    assert listed.err == "2 publications kept\n"

    answer = run("--project", shop.project.root, "rollback")
    assert (answer.code, answer.out) == (0, "")
    assert answer.err == (
        f"published {shop.project.published_file} as of 2026-01-05 08:00:00Z again, "
        "in the place of 2026-01-05 12:00:00Z, which stays kept\n"
        "the next refresh goes on from its history\n"
    )
    assert shop.published("select count(*) from segment_export") == [(3,)]

    again = json.loads(run("--project", shop.project.root, "rollback", "20260105T120000Z", "--format", "json").out)
    assert again["published"]["refresh_id"] == "20260105T120000Z"
    assert again["replaced"]["refresh_id"] == "20260105T080000Z"
    assert shop.published("select count(*) from segment_export") == [(1,)]


def test_parquet_goes_along_without_the_setting(
    shop: SmallShop, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    current = tmp_path / "bi" / "current"
    monkeypatch.setenv("SEGMENTS_PARQUET_FOLDER", str(current.parent))
    shop.refresh("12:00")
    twelve = current.resolve()
    monkeypatch.delenv("SEGMENTS_PARQUET_FOLDER")
    run("--project", shop.project.root, "rollback")
    assert refresh_of(current) == "20260105T080000Z"
    run("--project", shop.project.root, "rollback", "20260105T120000Z")
    assert (refresh_of(current), current.resolve()) == ("20260105T120000Z", twelve)


def refresh_of(current: Path) -> str:
    assert (current / "segment_export.parquet").is_file()
    return str(json.loads((current / "manifest.json").read_text(encoding="utf-8"))["refresh_id"])


def test_the_present_one_is_not_touched(shop: SmallShop, run: Run) -> None:
    answer = run("--project", shop.project.root, "rollback", "20260105T080000Z")
    assert (answer.code, answer.err) == (
        0,
        "20260105T080000Z is the present publication; nothing was changed\n",
    )


def test_an_unknown_one_is_wrong_use(shop: SmallShop, run: Run) -> None:
    answer = run("--project", shop.project.root, "rollback", "yesterday")
    assert (answer.code, answer.err) == (
        2,
        'no publication of "yesterday" is kept; kept: 20260105T080000Z\n',
    )


def test_a_broken_published_file_is_met_with_the_way_out(shop: SmallShop, run: Run) -> None:
    shop.project.published_file.unlink()
    shop.project.published_file.write_bytes(b"not a database")
    answer = run("--project", shop.project.root, "list")
    assert (answer.code, answer.out) == (3, "")
    assert "cannot be opened" in answer.err
    assert answer.err.endswith("`segments rollback` puts the last publication that was kept in its place\n")
    assert run("--project", shop.project.root, "rollback").code == 0
    assert run("--project", shop.project.root, "list").code == 0
