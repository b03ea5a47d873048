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
from orchestration.refresh.sources import SOURCE_NAME, SourceTable

KEYS = f"{SCHEMA}.erased_keys"

CUSTOMER = "customer_id"

# Tables whose rows hang on a customer through another table's row: the column they name it by, and where it is a key.
KEPT_BY = {"order_id": "orders", "cart_id": "carts"}


def write_erased_keys(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[SourceTable], readers: Mapping[str, str]
) -> None:
    """Find the erased customers in the shop's rows, and note hashes of their ids and of their orders and carts.

    Args:
        connection: the build file, with the tombstones.
        tables: the shop's tables.
        readers: what to select the rows of a table from, for each that is there.
    """
    connection.execute("create or replace temp table ids_in_source (customer_id varchar)")
    for table in tables:
        if table.name in readers and CUSTOMER in table.columns:
            _read(
                connection,
                f"insert into ids_in_source with owners as (select distinct {CUSTOMER}::varchar as id "  # noqa: S608
                f"from {readers[table.name]}) "
                f"select id from owners where sha256(id) in (select customer_hash from {SCHEMA}.{TABLE})",
            )
    connection.execute(f"create table if not exists {KEYS} (column_name varchar, key_hash ubigint)")
    connection.execute(
        f"insert into {KEYS} select distinct '{CUSTOMER}', hash(customer_id) from ids_in_source"  # noqa: S608 constants
    )
    for column, name in KEPT_BY.items():
        if name in readers:
            _read(connection, _insert_keys(column, readers[name]))
    connection.execute("drop table ids_in_source")


def forget_erased_keys(connection: duckdb.DuckDBPyConnection) -> None:
    """Begin anew with the keys, before the shop's tables are read again."""
    connection.execute(f"drop table if exists {KEYS}")


def hide_source_rows(connection: duckdb.DuckDBPyConnection, tables: Sequence[SourceTable]) -> None:
    """Leave the rows of erased customers out of the views that ingest made of files, at once."""
    found = connection.execute(
        "select view_name, sql from duckdb_views() where database_name = current_database() and schema_name = ?",
        [SOURCE_NAME],
    ).fetchall()
    views: dict[str, str] = dict(found)
    relations = {table.name: f"{SOURCE_NAME}.{quoting.name(table.name)}" for table in tables}
    write_erased_keys(connection, tables, relations)
    for table in tables:
        sql = views.get(table.name, "")
        if sql and KEYS not in sql and (condition := living_rows_condition(table)):
            query = sql.partition(" AS ")[2].rstrip(";")
            living = f"select * from ({query}) as source{condition}"  # noqa: S608 made of what ingest wrote
            _read(connection, f"create or replace view {relations[table.name]} as {living}")


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


def _insert_keys(column: str, reader: str) -> str:
    """Write the statement that notes the orders or carts of the erased; a key somebody living has too is not noted."""
    return (
        f"insert into {KEYS} with "  # noqa: S608 constants
        f"owned as (select {column}::varchar as key, {CUSTOMER}::varchar as owner from {reader}), "
        "gone as (select distinct key from owned where key is not null and owner in (from ids_in_source)) "
        f"select '{column}', hash(key) from gone where key not in ("
        "select key from owned where owner not in (from ids_in_source) and key in (from gone))"
    )


def _read(connection: duckdb.DuckDBPyConnection, statement: str) -> None:
    # A file that does not read is passed over: ingest, which loads it, tells what is wrong with it.
    with contextlib.suppress(
        duckdb.BinderException,
        duckdb.CatalogException,
        duckdb.ConversionException,
        duckdb.InvalidInputException,
        duckdb.IOException,
    ):
        connection.execute(statement)
