import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from orchestration.refresh.errors import NothingToPublishError, StepFailedError
from orchestration.refresh.progress import ignore
from orchestration.refresh.publish import publish
from orchestration.refresh.steps import STEPS, run_step
from tests.refresh.small_shop import SmallShop

ROOT = Path(__file__).parents[2]


@contextmanager
def reader(shop: SmallShop, *options: str) -> Iterator[list[str]]:
    """Read in another process as long as the block lasts; then the list holds what it printed."""
    stop = shop.project.root / f"stop{''.join(options)}"
    said: list[str] = []
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.refresh.readers", str(shop.project.published_file), str(stop), *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield said
    finally:
        stop.touch()
        output, errors = process.communicate(timeout=30)
    assert process.returncode == 0, errors
    said.extend(output.split())


def test_readers_never_fail_nor_see_a_mixture(shop: SmallShop) -> None:
    with reader(shop) as said:
        for as_of in ("12:00", "16:00", "20:00"):
            shop.refresh(as_of)
    reads, last = said
    assert int(reads) > 20
    assert last == "20260105T200000Z"


def test_parquet_is_written_after_every_publication(
    shop: SmallShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bi"
    monkeypatch.setenv("SEGMENTS_PARQUET_FOLDER", str(folder))
    monkeypatch.setenv("SEGMENTS_KEEP_PUBLICATIONS", "1")
    publish(shop.start("08:00"), ignore)
    (folder / ".unfinished").mkdir()  # as a refresh leaves it that was killed while it wrote
    events = shop.refresh("12:00")
    assert [path.name for path in folder.glob("*Z*")] == ["20260105T120000Z"]
    assert (folder / "current").resolve() == folder / "20260105T120000Z"
    files = list((folder / "current").glob("*.parquet"))
    assert f"{len(files)} relations are in {folder}/20260105T120000Z" in [event.text for event in events]
    file = folder / "current" / "segment_export.parquet"
    exported = duckdb.connect().execute(f"from '{file}' order by all").fetchall()
    assert exported == shop.published("from segment_export order by all")
    assert not (folder / ".unfinished").exists()


def test_parquet_that_cannot_be_written_is_a_warning(
    shop: SmallShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEGMENTS_PARQUET_FOLDER", str(tmp_path / "not" / "there"))
    events = shop.refresh("12:00")
    assert shop.published("select max(refresh_id) from segment_refreshes") == [("20260105T120000Z",)]
    assert [event.text for event in events if event.kind == "warning"] == [
        f"{tmp_path}/not/there does not hold what is published: the folder {tmp_path}/not does not exist"
    ]


def test_who_is_stopped_while_parquet_is_written_has_published(
    shop: SmallShop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setenv("SEGMENTS_PARQUET_FOLDER", str(tmp_path / "bi"))
    monkeypatch.setattr(hashlib, "file_digest", stop)
    with pytest.raises(KeyboardInterrupt):
        shop.refresh("12:00")
    status = "select status from segment_refreshes where refresh_id = '20260105T120000Z'"
    assert (shop.published(status), shop.built(status)) == ([("succeeded",)], [("succeeded",)])
    assert not (tmp_path / "bi" / "current").exists()


def test_who_holds_the_file_open_blocks_nothing_and_keeps_the_old_one(shop: SmallShop) -> None:
    with reader(shop, "--hold") as said:
        shop.refresh("12:00")
        assert shop.published("select max(refresh_id) from segment_refreshes") == [("20260105T120000Z",)]
    assert said[1] == "20260105T080000Z"


def test_publishes_what_is_marked_with_the_declared_columns(shop: SmallShop) -> None:
    tables = {name for (name,) in shop.published("select table_name from duckdb_tables()")}
    assert {"segments", "rejected_rows", "segment_export", "segment_membership_history"} <= tables
    assert not {"members_at_refresh", "segment_measures", "previous_members"} & tables
    described = shop.published("describe segment_export")
    assert [row[0] for row in described] == ["CustomerId", "Location", "segment_code"]
    assert "stay_id" not in [row[0] for row in shop.published("describe segment_membership_history")]


def test_descriptions_go_along(shop: SmallShop) -> None:
    assert shop.published("select comment from duckdb_tables() where table_name = 'segment_export'") == [
        ("Who is in a segment. One row per customer and segment.",)
    ]
    assert shop.published("select comment from duckdb_columns() where column_name = 'CustomerId'") == [
        ("The customer's key.",)
    ]


def test_the_file_can_be_read_by_older_versions(shop: SmallShop) -> None:
    tags = shop.published("select tags from duckdb_databases() where database_name = 'published'")
    assert tags[0][0]["storage_version"].startswith("v1.0.0")  # type: ignore[index]


def test_closes_the_row_of_the_refresh(shop: SmallShop) -> None:
    (row,) = shop.published("select status, finished_at >= started_at, seconds > 0 from segment_refreshes")
    assert row == ("succeeded", True, True)


def test_leaves_nothing_else_behind(shop: SmallShop) -> None:
    assert sorted(str(path.relative_to(shop.project.home)) for path in shop.project.home.rglob("*")) == [
        "build.duckdb",
        "publications",
        "publications/20260105T080000Z.duckdb",
        "published.duckdb",
        "readers.lock",
        "refresh.lock",
    ]


def test_what_a_killed_refresh_left_is_no_hindrance(shop: SmallShop) -> None:
    for name in ("published.duckdb.next", "published.duckdb.next.wal"):
        (shop.project.home / name).write_bytes(b"half of a copy")
    publish(shop.start("08:00"), ignore)
    test_leaves_nothing_else_behind(shop)


def test_an_empty_publication_never_takes_the_place_of_a_good_one(shop: SmallShop) -> None:
    manifest = shop.project.root / "target" / "manifest.json"
    nodes = json.loads(manifest.read_text(encoding="utf-8"))
    for node in nodes["nodes"].values():
        node["config"].pop("meta", None)
    manifest.write_text(json.dumps(nodes), encoding="utf-8")
    with pytest.raises(NothingToPublishError):
        publish(shop.start("12:00"), ignore)
    assert shop.published("select max(refresh_id) from segment_refreshes") == [("20260105T080000Z",)]


def test_a_copy_that_fails_leaves_the_publication_as_it_was(shop: SmallShop) -> None:
    before = shop.project.published_file.read_bytes()
    with duckdb.connect(str(shop.project.build_file)) as connection:
        connection.execute("drop table segment_export")
    with pytest.raises(StepFailedError) as raised:
        run_step(STEPS[-1], shop.start("12:00"))
    assert raised.value.step == "publish"
    assert shop.project.published_file.read_bytes() == before
