"""Leave the rows of erased customers out of the shop's tables, as ingest puts them before dbt.

They never reach the build file: not as a row, not as a rejected one, not in the count of rows read. The build file
holds hashes of their keys only, `operations.erased_keys`, and that table exists only once somebody was erased.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence

import duckdb

from orchestration.erasure.tombstones import SCHEMA, TABLE
from orchestration.refresh import quoting
from orchestration.refresh.shop_files import ShopFile
from orchestration.refresh.sources import SourceTable

KEYS = f"{SCHEMA}.erased_keys"

CUSTOMER = "customer_id"

# Tables whose rows hang on a customer through another table's row: the column they name it by, and where it is a key.
KEPT_BY = {"order_id": "orders", "cart_id": "carts"}


def write_erased_keys(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[SourceTable], files: Mapping[str, ShopFile | None]
) -> None:
    """Find the erased customers in the shop's files, and note hashes of their ids and of their orders and carts."""
    connection.execute("create or replace temp table erased_ids (customer_id varchar)")
    for table in tables:
        if (file := files[table.name]) is not None and CUSTOMER in table.columns:
            _read(
                connection,
                f"insert into erased_ids with owners as (select distinct {CUSTOMER}::varchar as id from {file.reader}) "  # noqa: S608
                f"select id from owners where sha256(id) in (select customer_hash from {SCHEMA}.{TABLE})",
            )
    connection.execute(
        f"create or replace table {KEYS} as "  # noqa: S608 constants
        f"select distinct '{CUSTOMER}' as column_name, hash(customer_id) as key_hash from erased_ids"
    )
    for column, name in KEPT_BY.items():
        if (file := files.get(name)) is not None:
            _read(connection, _insert_keys(column, file))
    connection.execute("drop table erased_ids")


def living_rows_condition(table: SourceTable) -> str:
    """Give the end of a query on the table's file that leaves the rows of erased customers out."""
    column = column_of_owner(table.columns)
    if column is None:
        return ""
    return (
        f" where not exists (select 1 from {KEYS} as erased where erased.column_name = '{column}' "  # noqa: S608
        f"and erased.key_hash = hash(cast({quoting.name(column)} as varchar)))"
    )


def column_of_owner(columns: Mapping[str, object]) -> str | None:
    """Give the column that leads from a row of a shop table to its customer; None for rows that are nobody's."""
    return next((column for column in (CUSTOMER, *KEPT_BY) if column in columns), None)


def _insert_keys(column: str, file: ShopFile) -> str:
    """Write the statement that notes the orders or carts of the erased; a key somebody living has too is not noted."""
    keys = f"select distinct cast({column} as varchar) as key, cast({CUSTOMER} as varchar) as owner from {file.reader}"  # noqa: S608
    return (
        f"insert into {KEYS} with owned as ({keys}), "  # noqa: S608 constants
        "gone as (select key from owned where key is not null and owner in (from erased_ids)) "
        f"select '{column}', hash(key) from gone where key not in ("
        "select key from owned where owner not in (from erased_ids) and key in (from gone))"
    )


def _read(connection: duckdb.DuckDBPyConnection, statement: str) -> None:
    # A file that does not read is passed over: loading it, which comes next, tells the line.
    with contextlib.suppress(duckdb.InvalidInputException, duckdb.ConversionException, duckdb.IOException):
        connection.execute(statement)
