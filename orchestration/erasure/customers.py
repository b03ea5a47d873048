"""Who is to be erased, and by what they are found: ids, keys of their rows, e-mail addresses, phone numbers, stays.

All of it is in temporary tables of one connection, because it is as much as the customers have rows.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import duckdb

from orchestration.erasure.relations import LOOKED_AT, Relation, text_of
from orchestration.erasure.source_rows import CUSTOMER, column_of_owner
from orchestration.erasure.tombstones import STAND_IN
from orchestration.project import Project
from orchestration.refresh import quoting
from orchestration.refresh.history import HISTORY
from orchestration.refresh.shop_files import ShopFile, find_file, look_into
from orchestration.refresh.sources import SOURCE_NAME, SourceTable

IDS = "(select customer_id from erased_ids)"

# Columns whose values are the customer's own, wherever they stand beside an id.
PERSONAL = ("email", "phone")

_TABLES = (
    "erased_hashes (customer_hash varchar)",
    "erased_ids (customer_id varchar)",
    "erased_values (value varchar)",
    "shared_values (value varchar)",
    "erased_keys (column_name varchar, key varchar)",
    "erased_row_keys (table_name varchar, row_key varchar)",
    "stand_ins (customer_id varchar, segment_code varchar, entered_at timestamp, stand_in varchar)",
)


def expect(connection: duckdb.DuckDBPyConnection, customer_hashes: Collection[str]) -> None:
    """Make the temporary tables, for the customers with these hashes."""
    for table in _TABLES:
        connection.execute(f"create temp table {table}")
    connection.execute("insert into erased_hashes select unnest(?::varchar[])", [list(customer_hashes)])


def note_ids(connection: duckdb.DuckDBPyConnection, relations: Sequence[Relation]) -> None:
    """Note the ids that an attached file holds."""
    for relation in relations:
        for column in relation.ids:
            connection.execute(
                f"insert into erased_ids with ids as (select distinct {text_of(column)} as id "  # noqa: S608 quoted
                f"from {relation.within(LOOKED_AT)}) select id from ids "
                f"where sha256(id) in (from erased_hashes) and id not in {IDS}"
            )


def add_ids(connection: duckdb.DuckDBPyConnection, customer_ids: Sequence[str]) -> None:
    """Add ids that were given: they are searched for even when they are found nowhere."""
    connection.execute(
        f"insert into erased_ids select unnest(?::varchar[]) as id except from {IDS}",  # noqa: S608 constants
        [list(customer_ids)],
    )


def source_readers(
    connection: duckdb.DuckDBPyConnection, project: Project, tables: Sequence[SourceTable]
) -> dict[str, str]:
    """Give what reads each of the shop's files; one at fault is left out: `ingest` says what is wrong with it."""
    readers: dict[str, str] = {}
    for table in tables:
        path = find_file(project.shop_data, table)
        file = look_into(connection, path, table) if isinstance(path, Path) else None
        if isinstance(file, ShopFile):
            readers[table.name] = file.reader
    return readers


def note_customers_of_source(connection: duckdb.DuckDBPyConnection, reader: str) -> None:
    """Note ids, e-mail addresses and phone numbers that the shop's own file of customers holds."""
    customer_id = text_of(CUSTOMER)
    with passing_over_broken_files():
        connection.execute(
            f"insert into erased_ids select distinct {customer_id} from {reader} "  # noqa: S608 quoted
            f"where sha256({customer_id}) in (from erased_hashes) and {customer_id} not in {IDS}"
        )
        columns = [row[0] for row in connection.execute(f"describe from {reader}").fetchall()]
        for value in (f"trim({text_of(column)})" for column in columns if column.lower() in PERSONAL):
            connection.execute(
                f"insert into erased_values select distinct {value} from {reader} "  # noqa: S608 quoted
                f"where {customer_id} in {IDS} and {value} != ''"
            )


@contextlib.contextmanager
def passing_over_broken_files() -> Iterator[None]:
    """Pass over a file of the shop that breaks off halfway."""
    with contextlib.suppress(duckdb.InvalidInputException, duckdb.IOException):
        yield


def known_ids(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """List the ids that were found anywhere."""
    return [customer_id for (customer_id,) in connection.execute("from erased_ids order by all").fetchall()]


def note_values(connection: duckdb.DuckDBPyConnection, relations: Sequence[Relation]) -> None:
    """Note e-mail addresses and phone numbers of the customers in an attached file."""
    for relation in relations:
        for column in _personal(relation):
            value = text_of(column)
            connection.execute(
                f"insert into erased_values select distinct trim({value}) from {relation.within(LOOKED_AT)} "  # noqa: S608
                f"where {is_erased(relation)} and trim({value}) != ''"
            )


def note_shared_values(connection: duckdb.DuckDBPyConnection, relations: Sequence[Relation]) -> None:
    """Note which of these values a customer who stays has too: they will go on being there."""
    for relation in relations:
        for column in _personal(relation):
            value = f"lower(trim({text_of(column)}))"
            connection.execute(
                f"insert into shared_values select distinct {value} from {relation.within(LOOKED_AT)} "  # noqa: S608
                f"where not {is_erased(relation)} and {value} in (select lower(value) from erased_values)"
            )


def note_keys(
    connection: duckdb.DuckDBPyConnection, relations: Sequence[Relation], tables: Sequence[SourceTable]
) -> None:
    """Note the keys of the customers' rows in an attached file: rows elsewhere name these and not the customer."""
    for table in tables:
        copies = ((SOURCE_NAME, table.name), ("main_staging", f"judged_{table.name}"))
        for relation in relations:
            is_complete = table.columns.keys() <= relation.columns.keys()
            if (relation.schema, relation.name) in copies and is_complete and not relation.is_view:
                note_keys_of(connection, relation.within(LOOKED_AT), table)


def note_keys_of(connection: duckdb.DuckDBPyConnection, source: str, table: SourceTable) -> None:
    """Note the keys of the customers' rows in one table of the shop, or a copy of it."""
    owner = column_of_owner(table.columns)
    if owner is None:
        return
    is_theirs = (
        f"{text_of(owner)} in {IDS}"
        if owner == CUSTOMER
        else f"{text_of(owner)} in (select key from erased_keys where column_name = {quoting.text(owner)})"  # noqa: S608
    )
    row_key = " || '|' || ".join(map(text_of, table.key))
    # A key that a row of somebody else has too is not theirs alone.
    connection.execute(
        "create or replace temp table their_keys as "  # noqa: S608 quoted
        f"select distinct {row_key} as key from {source} where {is_theirs} and {row_key} is not null "
        f"except select {row_key} from {source} where not ({is_theirs})"
    )
    connection.execute(f"insert into erased_row_keys select {quoting.text(table.name)}, key from their_keys")  # noqa: S608
    if len(table.key) == 1 and table.key[0] != CUSTOMER:
        connection.execute(f"insert into erased_keys select {quoting.text(table.key[0])}, key from their_keys")  # noqa: S608


def note_stays(connection: duckdb.DuckDBPyConnection, relations: Sequence[Relation]) -> None:
    """Give each stay of the customers a stand-in of its own, so that stays cannot be put together to a person."""
    if any(str(relation) == HISTORY for relation in relations):
        stays = f"customer_id, segment_code, entered_at from {LOOKED_AT}.main.{HISTORY}"
        connection.execute(
            f"insert into stand_ins select customer_id, segment_code, entered_at, '{STAND_IN}' || uuid() from ("  # noqa: S608
            f"select distinct {stays} where customer_id in {IDS} "
            "except select customer_id, segment_code, entered_at from stand_ins)"
        )


def is_erased(relation: Relation) -> str:
    """Write the condition that a row is of an erased customer, for any relation: false where nothing leads to one."""
    conditions = [f"{text_of(column)} in {IDS}" for column in relation.ids]
    if not conditions:
        conditions += [
            f"{text_of(column)} in (select key from erased_keys where column_name = {quoting.text(column.lower())})"  # noqa: S608
            for column in relation.columns
            if column.lower().endswith("_id")
        ]
    if {"table_name", "row_key"} <= relation.columns.keys():
        conditions.append("(table_name, row_key) in (from erased_row_keys)")
    if {"column_name", "value"} <= relation.columns.keys():
        conditions.append(f"column_name = '{CUSTOMER}' and cast(value as varchar) in {IDS}")
    return f"coalesce(({' or '.join(conditions)}), false)" if conditions else "false"


def _personal(relation: Relation) -> tuple[str, ...]:
    if not relation.ids:
        return ()
    return tuple(column for column in relation.columns if column.lower() in PERSONAL)
