"""Map the public Online Retail file to the shop tables, and say of each of its lines where it went.

The mapping is the SQL in `mapping/`, one file per table; `match_returns.py` matches cancellations with purchases.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb
from match_returns import Movement, Return, match_returns
from rich import box
from rich.console import Console
from rich.table import Table

from orchestration.faults import UserError
from orchestration.project import Project, find_project
from orchestration.refresh import quoting
from orchestration.refresh.sources import SourceTable, read_sources

SHOP = Path(__file__).resolve().parent
MAPPING = SHOP / "mapping"
HEADER = ["InvoiceNo", "StockCode", "Description", "Quantity", "InvoiceDate", "UnitPrice", "CustomerID", "Country"]
ACCOUNTS = ("reconciled_lines", "reconciliation")
WHERE_TO_GET_IT = "the README beside this script says where to get the file; name it with --csv or ONLINE_RETAIL_CSV"


class OnlineRetailError(UserError):
    """Report a file that is missing, or is not the Online Retail file."""


@dataclass(frozen=True)
class Bucket:
    """Hold one row of the reconciliation; `shop_amount` is the part of the amount that is in the shop tables."""

    name: str
    lines: int
    quantity: int
    amount: Decimal
    shop_amount: Decimal

    @property
    def figures(self) -> tuple[str, ...]:
        """Write the figures for people; prices have three decimals at places."""
        return (f"{self.lines:,}", f"{self.quantity:,}", f"{self.amount:,.3f}", f"{self.shop_amount:,.3f}")


def import_file(file: Path, folder: Path, project: Project) -> Sequence[Bucket]:
    """Write the shop tables and the reconciliation as Parquet; answer the reconciliation, its total last."""
    _check_header(file)
    with duckdb.connect() as connection:
        _read_lines(connection, file, str(project.timezone))
        _match(connection)
        _read_rules(connection)
        for table in (table for table in read_sources(project) if _query(table.name).is_file()):
            _make_shop_table(connection, table)
        for account in ACCOUNTS:
            connection.execute(f"create table {account} as {_sql(MAPPING / f'{account}.sql')}")
        _write(connection, folder)
        return [Bucket(*row) for row in connection.execute(_sql(MAPPING / "totals.sql")).fetchall()]


def _check_header(file: Path) -> None:
    if not file.is_file():
        raise OnlineRetailError(f"{file}: no such file; {WHERE_TO_GET_IT}")
    try:
        with gzip.open(file, "rb") if file.suffix == ".gz" else file.open("rb") as lines:
            first = lines.readline().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OnlineRetailError(f"{file}: cannot be read as CSV in UTF-8: {error}") from error
    header = next(csv.reader([first]), [])
    if header != HEADER:
        raise OnlineRetailError(f"{file}: its first line is {','.join(header)[:100]}; it has to be {','.join(HEADER)}")


def _read_lines(connection: duckdb.DuckDBPyConnection, file: Path, shop_timezone: str) -> None:
    connection.execute(f"set variable shop_timezone = {quoting.text(shop_timezone)}")
    connection.execute(f"set variable csv = {quoting.read_path(file)}")
    try:
        connection.execute(f"create table lines as {_sql(MAPPING / 'lines.sql')}")
    except duckdb.Error as error:
        raise OnlineRetailError(f"{file}: is not the Online Retail file: {error}") from error


def _match(connection: duckdb.DuckDBPyConnection) -> None:
    rows = connection.execute(_sql(MAPPING / "movements.sql")).fetchall()
    returns = list(match_returns(Movement(*row) for row in rows))
    connection.execute("create table returns (cancellation_line bigint, purchase_line bigint, quantity bigint)")
    columns = [[getattr(row, name) for row in returns] for name in Return.__dataclass_fields__]
    connection.execute("insert into returns select unnest(?), unnest(?), unnest(?)", columns)


def _read_rules(connection: duckdb.DuckDBPyConnection) -> None:
    """Read the tables that are kept by hand; the order of their rows counts."""
    for name, rules in (("categories", "category_rules"), ("buckets", "buckets")):
        reader = f"read_csv({quoting.read_path(MAPPING / f'{name}.csv')}, header = true, all_varchar = true)"
        numbered = f"select row_number() over () as position, * from {reader}"  # noqa: S608 quoted
        connection.execute(f"create table {rules} as {numbered}")


def _make_shop_table(connection: duckdb.DuckDBPyConnection, table: SourceTable) -> None:
    """Fill a table of the input contract; what the file does not know, such as e-mail addresses, is missing."""
    columns = ", ".join(f"{quoting.name(column)} {kind}" for column, kind in table.columns.items())
    connection.execute(f"create table shop_{table.name} ({columns})")
    connection.execute(f"insert into shop_{table.name} by name {_sql(_query(table.name))}")


def _write(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Put each file in place in one step, so that a reader never meets half of one."""
    folder.mkdir(parents=True, exist_ok=True)
    for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall():
        if name in ACCOUNTS or name.startswith("shop_"):
            file = folder / f"{name.removeprefix('shop_')}.parquet"
            unfinished = file.with_suffix(".unfinished")
            connection.execute(f"copy {name} to {quoting.plain_path(unfinished)} (format parquet)")
            unfinished.replace(file)


def _query(table: str) -> Path:
    return MAPPING / "shop" / f"{table}.sql"


def _sql(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _show(buckets: Sequence[Bucket], total: Bucket) -> None:
    table = Table(
        title="Where the lines of the file went",
        title_justify="left",
        box=box.SIMPLE,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_footer=True,
    )
    table.add_column("Bucket", total.name, no_wrap=True)
    for heading, footer in zip(("Lines", "Quantity", "Amount", "In the shop"), total.figures, strict=True):
        table.add_column(heading, footer, justify="right", no_wrap=True)
    for bucket in buckets:
        table.add_row(bucket.name, *bucket.figures)
    Console().print(table)


def main() -> int:
    """Run from the command line; exit code 2 when the file is missing or another one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--csv", help="the Online Retail file, .csv or .csv.gz (default: env ONLINE_RETAIL_CSV)")
    parser.add_argument("--to", type=Path, help="folder for the shop tables (default: the project's shop_data)")
    options = parser.parse_args()
    file = options.csv or os.environ.get("ONLINE_RETAIL_CSV")
    try:
        project = find_project(SHOP)
        if not file:
            raise OnlineRetailError(f"no file is named; {WHERE_TO_GET_IT}")
        *buckets, total = import_file(Path(file), options.to or project.shop_data, project)
        _show(buckets, total)
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)  # noqa: T201 the one message of a script
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
