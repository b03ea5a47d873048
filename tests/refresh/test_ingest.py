from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from orchestration.faults import FaultsError
from orchestration.refresh.ingest import ingest_project
from orchestration.refresh.progress import Event, ignore
from tests.refresh.small_shop import SmallShop, ask


@pytest.fixture
def folder(fresh_shop: SmallShop) -> Path:
    fresh_shop.write({1: "Moscow"})
    return fresh_shop.project.shop_data


def write_parquet(path: Path, selection: str) -> None:
    duckdb.connect().execute(f"copy ({selection}) to '{path}' (format parquet)")


def faults_of(shop: SmallShop) -> list[str]:
    with pytest.raises(FaultsError) as raised:
        ingest_project(shop.project, ignore)
    return [
        f"{Path(fault.file).name}{f':{fault.line}' if fault.line else ''} {fault.message}"
        for fault in raised.value.faults
    ]


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (
        lambda folder: (folder / "orders.csv").unlink(),
        "orders is missing; the shop has to bring orders.parquet or orders.csv",
    ),
    "twice": (
        lambda folder: write_parquet(folder / "orders.parquet", "select '1' as order_id, '1' as customer_id"),
        "orders.csv is there beside orders.parquet; keep one of the two",
    ),
    "lacks columns": (
        lambda folder: (folder / "orders.csv").write_text("id,customer\n1,1\n", encoding="utf-8"),
        "orders.csv lacks order_id, customer_id; it has id, customer",
    ),
    "another delimiter": (
        lambda folder: (folder / "orders.csv").write_text("order_id;customer_id\n1;1\n", encoding="utf-8"),
        "orders.csv lacks order_id, customer_id; it has order_id;customer_id (separated by a semicolon?",
    ),
    "nothing in it": (
        lambda folder: (folder / "orders.csv").write_bytes(b""),
        "orders.csv is empty; its first line has to name the columns",
    ),
    "a column without a name": (
        lambda folder: (folder / "orders.csv").write_text("order_id,,customer_id\n", encoding="utf-8"),
        "orders.csv has a column without a name, number 2",
    ),
    "a column twice": (
        lambda folder: (folder / "orders.csv").write_text("order_id,customer_id,Order_ID\n", encoding="utf-8"),
        "orders.csv has a column more than once: order_id",
    ),
    "a line too long": (
        lambda folder: (folder / "orders.csv").write_text("order_id,customer_id\n1,1\n2,2,2\n", encoding="utf-8"),
        "orders.csv:3 Expected Number of Columns: 2 Found: 3",
    ),
    "a line too short": (
        lambda folder: (folder / "orders.csv").write_text("order_id,customer_id\n1\n", encoding="utf-8"),
        "orders.csv:2 Expected Number of Columns: 2 Found: 1",
    ),
    "another encoding": (
        lambda folder: (folder / "customers.csv").write_bytes("customer_id,city\n1,Пермь\n".encode("cp1251")),
        "customers.csv:2 Invalid unicode (byte sequence mismatch) detected. This file is not utf-8 encoded.",
    ),
    "another encoding in the heading": (
        lambda folder: (folder / "customers.csv").write_bytes("customer_id,city\n1,Пермь\n".encode("utf-16")),
        "customers.csv is not UTF-8",
    ),
    "parquet by name only": (
        lambda folder: (folder / "refunds.parquet").write_text("refund_id,amount\n", encoding="utf-8"),
        "refunds.parquet cannot be read as parquet: ",
    ),
    "a folder": (
        lambda folder: (folder / "refunds.csv").mkdir(),
        "refunds.csv is not a file",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_says_what_is_wrong_with_a_file(fresh_shop: SmallShop, folder: Path, case: str) -> None:
    spoil, message = FAULTS[case]
    spoil(folder)
    (found,) = faults_of(fresh_shop)
    assert found.startswith(message)


def test_says_everything_that_is_wrong_at_once(fresh_shop: SmallShop, folder: Path) -> None:
    for case in ("missing", "parquet by name only", "another encoding"):
        FAULTS[case][0](folder)
    assert [fault.split()[0] for fault in faults_of(fresh_shop)] == ["customers.csv:2", "orders", "refunds.parquet"]


def test_finds_broken_lines_beyond_the_head_in_every_file(fresh_shop: SmallShop, folder: Path) -> None:
    lines = "".join(f"{number},1\n" for number in range(5000))
    for table, columns in (("orders", "order_id,customer_id"), ("refunds", "refund_id,amount")):
        (folder / f"{table}.csv").write_text(f"{columns}\n{lines}x\n", encoding="utf-8")
    assert [fault.split()[0] for fault in faults_of(fresh_shop)] == ["orders.csv:5002", "refunds.csv:5002"]


def test_says_that_the_folder_is_missing(fresh_shop: SmallShop) -> None:
    (found,) = faults_of(fresh_shop)
    assert found.startswith("shop_data is not a folder; set SHOP_DATA")


def test_a_missing_optional_table_is_empty_and_typed(fresh_shop: SmallShop, folder: Path) -> None:
    files = ingest_project(fresh_shop.project, ignore)
    assert files["refunds"] is None
    described = fresh_shop.built("describe shop.refunds")
    assert [row[:2] for row in described] == [
        ("refund_id", "VARCHAR"),
        ("amount", "DECIMAL(18,4)"),
        ("deleted_at", "TIMESTAMP"),
    ]
    assert fresh_shop.built("from shop.refunds") == []


def test_reads_csv_as_text_with_empty_fields_missing(fresh_shop: SmallShop, folder: Path) -> None:
    text = '\ufeffcity,customer_id\n"Нижний\nНовгород",007\n"",1\n,"2"\n"say ""hi"", then",3\nNULL,4\n'
    (folder / "customers.csv").write_text(text, encoding="utf-8")
    ingest_project(fresh_shop.project, ignore)
    assert fresh_shop.built("select * exclude (deleted_at) from shop.customers") == [
        ("007", "Нижний\nНовгород"),
        ("1", None),
        ("2", None),
        ("3", 'say "hi", then'),
        ("4", "NULL"),
    ]


def test_reads_parquet_in_place(fresh_shop: SmallShop, folder: Path) -> None:
    ingest_project(fresh_shop.project, ignore)
    (folder / "orders.csv").unlink()
    write_parquet(folder / "orders.parquet", "select 'x' as extra, 7 as ORDER_ID, 'c' as customer_id")
    ingest_project(fresh_shop.project, ignore)
    assert fresh_shop.built("select * exclude (deleted_at) from shop.orders") == [(7, "c")]
    assert [row[0] for row in fresh_shop.built("describe shop.orders")] == ["order_id", "customer_id", "deleted_at"]
    write_parquet(folder / "orders.parquet", "select 8 as order_id, 'c' as customer_id")
    assert fresh_shop.built("select * exclude (deleted_at) from shop.orders") == [(8, "c")]


def test_a_table_may_change_from_parquet_to_csv(fresh_shop: SmallShop, folder: Path) -> None:
    write_parquet(folder / "refunds.parquet", "select 'r' as refund_id, 1.5 as amount")
    ingest_project(fresh_shop.project, ignore)
    (folder / "refunds.parquet").unlink()
    (folder / "refunds.csv").write_text("refund_id,amount\nr,2\n", encoding="utf-8")
    ingest_project(fresh_shop.project, ignore)
    assert fresh_shop.built("select * exclude (deleted_at) from shop.refunds") == [("r", "2")]


def test_names_the_columns_it_does_not_use(fresh_shop: SmallShop, folder: Path) -> None:
    (folder / "orders.csv").write_text("order_id,note,customer_id,colour\n", encoding="utf-8")
    events: list[Event] = []
    ingest_project(fresh_shop.project, events.append)
    assert [event.text for event in events if event.kind == "note"] == ["orders.csv: not used: note, colour"]


def test_a_folder_may_have_any_name(fresh_shop: SmallShop, folder: Path, tmp_path: Path) -> None:
    hostile = tmp_path / 'it\'s [2024] *? a "shop"'
    folder.rename(hostile)
    project = type(fresh_shop.project)(
        root=fresh_shop.project.root,
        name="customer_segments",
        home=tmp_path / "it's [1] home",
        shop_data=hostile,
        house=fresh_shop.project.house,
    )
    write_parquet(tmp_path / "refunds.parquet", "select 'r' as refund_id, 1 as amount")
    (tmp_path / "refunds.parquet").rename(hostile / "refunds.parquet")
    ingest_project(project, ignore)
    assert ask(project.build_file, "select refund_id, amount from shop.refunds") == [("r", 1)]
    assert ask(project.build_file, "select * exclude (deleted_at) from shop.customers") == [("1", "Moscow")]


def test_every_table_says_when_a_row_was_deleted(fresh_shop: SmallShop, folder: Path) -> None:
    lines = "order_id,customer_id,Deleted_At\n1,1,\n2,1,2026-01-05T10:00:00Z\n"
    (folder / "orders.csv").write_text(lines, encoding="utf-8")
    ingest_project(fresh_shop.project, ignore)
    assert fresh_shop.built("select order_id, deleted_at from shop.orders order by 1") == [
        ("1", None),
        ("2", "2026-01-05T10:00:00Z"),
    ]
    assert fresh_shop.built("select distinct deleted_at from shop.customers") == [(None,)]
