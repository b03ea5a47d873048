"""What BI asks of a published file, as a person writes it: revenue by segment and month, for one axis and for all.

Each query is asked by a connection of its own, as a BI tool does, and the quickest of a few answers counts; the file is
in the system's cache then, as it is after a publication.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

THREADS = 2
TIMES = 5
# Hundredths are as fine as a sum of doubles may be off.
SAME = 0.01

TABLE = "segment_sales: revenue by segment and month"
ONE_AXIS = "segment_axes and customer_sales: revenue of one axis by month"
TWO_AXES = "segment_axes and customer_sales: revenue of those on two axes, by month and channel"
ALL_AXES = "segment_axes and customer_sales: revenue of every axis by month, a column each"
MEMBERSHIPS = "segment_memberships and customer_sales: revenue by segment and month"


@dataclass(frozen=True)
class Answer:
    """Hold how long a query took, and how many rows it gave."""

    subject: str
    seconds: float
    rows: int


class DifferentFiguresError(Exception):
    """Report an ad-hoc query that gives other figures than segment_sales."""

    def __init__(self, subject: str, differing: int) -> None:
        """Keep which query it was."""
        super().__init__(f"{subject}: {differing} figures differ from segment_sales")


def ask(published: Path) -> Iterator[Answer]:
    """Ask every query, and make sure that what was summed up ad hoc is what segment_sales says."""
    axes = _axes(published)
    one, two = axes[0], axes[1]
    columns = ",\n    ".join(f"sum(revenue) filter (where {axis}) as {axis[3:]}" for axis in axes)
    queries = {
        TABLE: "select segment_code, month, revenue from segment_sales",
        ONE_AXIS: _by_month("month, sum(revenue) as revenue", f"where {one}"),
        TWO_AXES: _by_month("month, channel, sum(revenue) as revenue", f"where {one} and {two}", ", channel"),
        ALL_AXES: _by_month(f"month,\n    {columns}"),
        MEMBERSHIPS: "select segment_code, month, sum(revenue) as revenue "
        "from segment_memberships join customer_sales using (customer_id) group by segment_code, month",
    }
    for subject, sql in queries.items():
        yield _ask(published, subject, sql)
    _compare(
        published,
        ALL_AXES,
        f"unpivot ({queries[ALL_AXES]}) on columns(* exclude month) into name segment_code value revenue",
    )
    _compare(published, MEMBERSHIPS, queries[MEMBERSHIPS])


def _by_month(selected: str, condition: str = "", keys: str = "") -> str:
    return (
        f"select {selected} from customer_sales join segment_axes using (customer_id) {condition} group by month{keys}"
    )


def _axes(published: Path) -> list[str]:
    with _open(published) as connection:
        rows = connection.execute("describe segment_axes").fetchall()
    return [f"{row[0]}" for row in rows if row[0] != "customer_id"]


def _ask(published: Path, subject: str, sql: str) -> Answer:
    took: list[float] = []
    rows = 0
    for _ in range(TIMES):
        with _open(published) as connection:
            start = time.perf_counter()
            rows = len(connection.execute(sql).fetchall())
            took.append(time.perf_counter() - start)
    return Answer(subject, min(took), rows)


def _compare(published: Path, subject: str, sql: str) -> None:
    with _open(published) as connection:
        found = connection.execute(
            f"select count(*) from ({sql}) as asked full join segment_sales as held using (segment_code, month) "
            f"where not coalesce(abs(asked.revenue - held.revenue) < {SAME}, false)"
        ).fetchone()
    if found and found[0]:
        raise DifferentFiguresError(subject, found[0])


def _open(published: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(published), read_only=True, config={"threads": THREADS})
