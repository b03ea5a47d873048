"""Rows as a Parquet file with the types a shop's export would give them."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import duckdb

from tests.reference.values import Cell, Row, boolean, day, instant, number


def write_parquet(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows under their columns; what does not parse as its column's type is null."""
    types = {column: _type_of(column) for column in columns}
    with duckdb.connect() as memory:
        memory.execute(f"create table rows_ ({', '.join(f'{column} {sql}' for column, (sql, _) in types.items())})")
        for row in rows:
            cells = [None if row.get(column) is None else read(row[column]) for column, (_, read) in types.items()]
            memory.execute(f"insert into rows_ values ({', '.join('?' for _ in columns)})", cells)
        memory.execute(f"copy rows_ to '{path}' (format parquet)")


def _type_of(column: str) -> tuple[str, Callable[[Cell], object]]:
    if column.endswith("_at"):
        return "timestamp", lambda cell: found.replace(tzinfo=None) if (found := instant(cell)) else None
    if column in ("birth_date", "valid_from"):
        return "date", day
    if column.startswith("is_") or column.endswith("_consent"):
        return "boolean", boolean
    if column in ("quantity", "unit_price", "discount", "amount", "delivery_cost", "rate"):
        return "decimal(18,8)", lambda cell: None if number(cell, 8) is None else str(cell)
    return "varchar", str
