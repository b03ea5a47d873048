"""Two warehouse files compared: every relation both should hold, row by row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

# What tells two runs of one refresh apart and is no part of its result: the wall clock and how it was run.
OF_THE_RUN = {"segment_refreshes": ("started_at", "finished_at", "seconds", "is_full")}
FEW = 3


@dataclass(frozen=True)
class Compared:
    """Say what of two warehouses is compared.

    Args:
        schemas: the schemas looked at.
        without: relations that are not.
        columns_left_out: columns that are not, by relation; under "" those of every relation.
        rows: a condition that picks the rows, by relation.
    """

    schemas: tuple[str, ...] = ("main",)
    without: tuple[str, ...] = ()
    columns_left_out: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: OF_THE_RUN)
    rows: Mapping[str, str] = field(default_factory=dict)


PUBLISHED = Compared()

# A refresh that failed or was killed may have left its row in the log; nothing else of it may be there.
PUBLISHED_BUT_FAILURES = Compared(rows={"segment_refreshes": "status = 'succeeded'"})

# What an incremental refresh looked at is not what a full one does; `stay_id` and `recorded_at` are dbt's own.
BUILT = Compared(
    schemas=("main", "main_staging"),
    without=(
        *("changed_rows", "rows_in_doubt", "rows_to_check", "previous_owners", "repeated_keys"),
        *("changed_customers", "customers_with_moved_windows", "remeasured_customers", "segment_members"),
        *("changed_orders", "changed_order_items", "changed_order_amounts"),
        *("previous_sales", "previous_order_products", "moved_sales", "moved_order_products", "moved_memberships"),
    ),
    columns_left_out={**OF_THE_RUN, "": ("stay_id", "recorded_at", "measured_at")},
    rows={"recent_rows": "seen_at = (select max(seen_at) from {table})"},
)


def differences(one: Path, other: Path, compared: Compared = PUBLISHED) -> list[str]:
    """Give a line for each relation that differs, with a few of the rows that only one of the two has."""
    with duckdb.connect() as connection:
        for name, path in (("one", one), ("other", other)):
            connection.execute(f"attach '{path}' as {name} (read_only)")
        return list(_differences(connection, compared))


def _differences(connection: duckdb.DuckDBPyConnection, compared: Compared) -> Iterator[str]:
    tables = {name: _tables(connection, name, compared) for name in ("one", "other")}
    for schema, table in sorted(tables["one"] ^ tables["other"]):
        yield f"{schema}.{table} is in only one of the two"
    for schema, table in sorted(tables["one"] & tables["other"]):
        selections = {name: _selection(connection, f'{name}.{schema}."{table}"', table, compared) for name in tables}
        for name, against in (("one", "other"), ("other", "one")):
            sql = f"(from ({selections[name]}) except all from ({selections[against]})) order by all"
            try:
                found = connection.execute(sql)
            except duckdb.BinderException:
                yield f"{schema}.{table} has other columns in the two"
                break
            columns = [column[0] for column in found.description or ()]
            rows = found.fetchall()
            if rows:
                yield f"{schema}.{table}: {len(rows)} rows only in the {'first' if name == 'one' else 'second'}"
                yield from (f"    {_short(dict(zip(columns, row, strict=True)))}" for row in rows[:FEW])


def _tables(connection: duckdb.DuckDBPyConnection, database: str, compared: Compared) -> set[tuple[str, str]]:
    rows = connection.execute(
        "select schema_name, table_name from duckdb_tables() where database_name = ?", [database]
    ).fetchall()
    return {(schema, table) for schema, table in rows if schema in compared.schemas and table not in compared.without}


def _selection(connection: duckdb.DuckDBPyConnection, relation: str, table: str, compared: Compared) -> str:
    left_out = {*compared.columns_left_out.get(table, ()), *compared.columns_left_out.get("", ())}
    columns = [row[0] for row in connection.execute(f"describe {relation}").fetchall()]
    picked = ", ".join(f'"{column}"' for column in sorted(columns) if column not in left_out)
    condition = compared.rows.get(table, "true").format(table=relation)
    return f"select {picked} from {relation} where {condition}"


def _short(row: Mapping[str, object]) -> str:
    return ", ".join(f"{column}={value}" for column, value in row.items() if value not in (None, "", []))
