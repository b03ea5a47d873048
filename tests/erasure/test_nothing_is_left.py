"""After an erasure nothing of the customer is anywhere, and everything of everybody else is as it was."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from tests.erasure.people import (
    ANN,
    EMAIL,
    PHONE,
    SECOND,
    export,
    exported_files,
    make_shop,
    relations_with,
    traces,
    warehouse_files,
)
from tests.harness import Shop


def agreement(shop: Shop) -> list[tuple[object, ...]]:
    """For each refresh and segment: its size, and how many stays cover it; both have to be one number."""
    return shop.query(
        """
        select refresh_id, sizes.segment_code, members, count(entered_at),
            count(distinct customer_id), count(*) filter (entered_at = as_of) - entered
        from segment_sizes as sizes
        left join segment_membership_history as stays
            on stays.segment_code = sizes.segment_code
            and entered_at <= as_of and (exited_at is null or exited_at > as_of)
        group by refresh_id, sizes.segment_code, members, entered
        order by all
        """
    )


def test_she_is_everywhere_before(refreshed_twice: Shop) -> None:
    found = " ".join(traces(refreshed_twice))
    for relation in (
        "published.duckdb main.segment_export",
        "published.duckdb main.rejected_rows",
        "published.duckdb main.customer_aggregates",
        "published.duckdb main.customer_score_history",
        "published.duckdb main.customer_group_history",
        "published.duckdb main.customer_sales",
        "build.duckdb shop.customers",
        "build.duckdb shop.reviews",
    ):
        assert relation in found
    assert traces(refreshed_twice, "order-ann", "refund-ann", "cart-ann")


def test_nothing_finds_her(shop: Shop) -> None:
    bob = relations_with(shop, "bob@example.com")
    run = shop.run("erase", ANN, "--yes")
    assert (run.returncode, "findings: 0" in run.stdout) == (0, True), run.stdout + run.stderr
    assert traces(shop) == []
    assert traces(shop, "order-ann", "order-bad", "refund-ann", "cart-ann", f"r-{ANN}") == []
    assert relations_with(shop, "bob@example.com") == bob
    for said in (run.stdout, run.stderr):
        assert not any(value in said for value in (ANN, EMAIL, PHONE))
    left = {path.name for path in (shop.root / "warehouse").iterdir()}
    assert not [name for name in left if name.startswith("erase") or name.endswith((".next", ".wal"))]


@pytest.mark.long
def test_nothing_finds_her_in_views_of_parquet_files(tmp_path: Path) -> None:
    shop = make_shop(tmp_path / "shop", as_parquet=True)
    assert "build.duckdb shop.customers" in traces(shop)
    shop.command("erase", ANN, "--yes")
    assert traces(shop) == []
    assert traces(shop, "order-ann", "cart-ann") == []
    assert shop.built("select count(*) from shop.order_items") == [(1,)]


def test_the_sizes_of_past_refreshes_stay_and_still_agree(shop: Shop) -> None:
    before = {table: shop.rows(table) for table in ("segment_sizes", "segment_refreshes", "segment_formations")}
    agreed = agreement(shop)
    counts = "select segment_code, event, occurred_at, cause, count(*) from segment_membership_events group by all"
    events = sorted(shop.query(counts))
    shop.command("erase", ANN, "--yes")
    assert {table: shop.rows(table) for table in before} == before
    assert sorted(shop.query(counts)) == events
    assert agreement(shop) == agreed
    assert all(members == stays == distinct and not off for _, _, members, stays, distinct, off in agreed)


def test_every_stay_has_a_stand_in_of_its_own(shop: Shop) -> None:
    shop.command("erase", ANN, "--yes")
    anonymous = "from segment_membership_history where customer_id like 'erased-%'"
    assert shop.query(f"select count(*), count(distinct customer_id) {anonymous}") == [(3, 3)]
    stays = shop.query(f"select customer_id, segment_code {anonymous} order by all")
    for relation in ("segment_membership_events", "segment_memberships"):
        theirs = f"select customer_id, segment_code from {relation} where customer_id like 'erased-%' order by all"
        assert shop.query(theirs) == stays
    assert shop.query("select customer_id, 'romans' from segment_romans where customer_id like 'erased-%'") == [
        stay for stay in stays if stay[1] == "romans"
    ]


@pytest.mark.long
def test_the_files_stay_what_they_were(shop: Shop) -> None:
    described = """
        select table_name, column_name, data_type, columns.comment, tables.comment
        from duckdb_columns() as columns inner join duckdb_tables() as tables using (table_name)
        where table_name != 'erased_customers' order by all
    """
    built = "select view_name, sql from duckdb_views() where not internal order by all"
    before, views = shop.query(described), shop.built(built)
    shop.command("erase", ANN, "--yes")
    assert shop.query(described) == before
    assert shop.built(built) == views
    tags = shop.query("select tags from duckdb_databases() where database_name = 'published'")
    assert tags[0][0]["storage_version"].startswith("v1.0.0")  # type: ignore[index]


@pytest.mark.long
def test_kept_publications_are_rewritten_too(shop: Shop) -> None:
    published = shop.root / "warehouse" / "published.duckdb"
    kept = shop.root / "warehouse" / "publications"
    kept.mkdir(exist_ok=True)
    (kept / "20250101T000000Z.duckdb").hardlink_to(published)
    shutil.copyfile(published, kept / "20240101T000000Z.duckdb")
    files = len(warehouse_files(shop))
    shop.command("erase", ANN, "--yes")
    assert traces(shop) == []
    assert len(warehouse_files(shop)) == files
    assert (kept / "20250101T000000Z.duckdb").samefile(published)
    with duckdb.connect(str(kept / "20240101T000000Z.duckdb"), read_only=True) as connection:
        assert connection.execute("select count(*) from erased_customers").fetchall() == [(1,)]


def test_exports_that_follow_the_publication_are_replaced(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as setting:
        export(shop, setting)
    current = shop.root / "bi" / "current"
    before = current.resolve()
    older = before.with_name("20260101T000000Z")
    shutil.copytree(before, older)
    run = shop.run("erase", ANN, "--yes")
    assert (run.returncode, "findings: 0" in run.stdout) == (0, True), run.stdout + run.stderr
    assert traces(shop) == []
    assert [path for path in (before, older) if path.exists()] == []
    published = shop.query("select count(*) from customer_aggregates")
    assert (
        duckdb.connect().execute(f"select count(*) from '{current}/customer_aggregates.parquet'").fetchall()
        == published
    )


@pytest.mark.long
def test_an_export_that_cannot_be_replaced_is_found_until_it_is(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as setting:
        export(shop, setting)
    unfinished = shop.root / "bi" / ".unfinished"
    unfinished.touch()  # where a folder is to be written there is a file
    run = shop.run("erase", ANN, "--yes")
    assert (run.returncode, "found: bi\n" in run.stdout) == (1, True), run.stdout + run.stderr
    unfinished.unlink()
    shop.command("ingest")
    assert traces(shop) == []
    assert exported_files(shop)


def test_log_lines_that_name_her_go(shop: Shop) -> None:
    log = shop.root / "logs" / "dbt.log"
    log.write_text(f"one\nCould not convert {EMAIL.upper()}.\nthree\n", encoding="utf-8")
    run = shop.run("erase", ANN, "--yes", "--format", "json")
    assert log.read_text(encoding="utf-8") == "one\nthree\n"
    removed = json.loads(run.stdout)["removed"]
    assert [one["rows"] for one in removed if one["relation"] is None] == [1]


@pytest.mark.long
def test_what_cannot_be_removed_is_reported_without_the_value(shop: Shop) -> None:
    target = shop.root / "target" / "note.txt"
    target.write_text(f"asked for <{EMAIL}>, twice", encoding="utf-8")
    with duckdb.connect(str(shop.root / "warehouse" / "build.duckdb")) as connection:
        connection.execute(f"create table left_over as select 'write to {EMAIL}' as remark")
    run = shop.run("erase", ANN, "--yes")
    assert run.returncode == 1
    findings = [line for line in run.stdout.splitlines() if line.startswith("found")]
    assert findings[0] == "found: left_over of warehouse/build.duckdb"
    assert "found: target/note.txt" in findings
    assert run.stdout.splitlines()[-1] == f"findings: {len(findings)}"
    assert EMAIL not in run.stdout + run.stderr


@pytest.mark.long
def test_what_another_customer_has_too_is_not_searched_for(shop: Shop) -> None:
    with duckdb.connect(str(shop.root / "warehouse" / "build.duckdb")) as connection:
        connection.execute(f"update shop.customers set phone = '{PHONE}' where customer_id = 'bob-1'")
    run = shop.run("erase", ANN, "--yes")
    assert run.returncode == 0
    assert "1 value not searched for: another customer has the same" in run.stdout


def test_the_report_for_machines(shop: Shop) -> None:
    report = json.loads(shop.run("erase", ANN, "bob-1", "--yes", "--format", "json").stdout)
    assert report["customers"] == 2
    assert report["search"]["findings"] == []
    assert report["search"]["relations"] > 50
    assert report["search"]["files"] > 3
    rows = {one["relation"]: one for one in report["removed"] if str(one["file"]).endswith("published.duckdb")}
    assert rows["customer_aggregates"]["rows"] == 2
    assert rows["segment_membership_history"]["made_anonymous"] == 6


@pytest.mark.long
@pytest.mark.parametrize("lost", ["build.duckdb", "published.duckdb"])
def test_a_lost_file_is_no_hindrance(shop: Shop, lost: str) -> None:
    (shop.root / "warehouse" / lost).unlink()
    shop.command("erase", ANN, "--yes")
    assert traces(shop) == []
    assert shop.built("select strftime(erased_at, '%Y-%m-%dT%H:%M:%S') from operations.erased_customers") == [(SECOND,)]
