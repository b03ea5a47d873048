"""The definitions as they were published: the seeds' rows read by the same code that reads the seeds."""

from __future__ import annotations

import csv
import io

import duckdb

from orchestration.specs import Segment, specs_from
from orchestration.specs.filter_rows import FILTER_COLUMNS
from orchestration.specs.segment_rows import SEGMENT_COLUMNS


def published_definitions(connection: duckdb.DuckDBPyConnection) -> dict[str, Segment]:
    """Give every published segment with its conditions, by code."""
    specs = specs_from(
        _as_seed(connection, "segments", SEGMENT_COLUMNS), _as_seed(connection, "segment_filters", FILTER_COLUMNS)
    )
    return dict(specs.by_code)


def _as_seed(connection: duckdb.DuckDBPyConnection, relation: str, columns: tuple[str, ...]) -> bytes:
    """Write a published seed as the file it came from; the order of rows is that of the relation."""
    named = ", ".join(f'cast("{column}" as varchar)' for column in columns)
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(
        ["" if cell is None else cell for cell in row]
        for row in connection.execute(f"select {named} from {relation} order by rowid").fetchall()  # noqa: S608 constants
    )
    return text.getvalue().encode()
