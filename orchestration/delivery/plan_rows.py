"""The rows of a plan that are left to do, a batch at a time: a plan of millions never is in memory as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orchestration.delivery.operations import Add, Consent, Operation, Remove, Update
from orchestration.refresh import quoting

_CONSENT = Consent(is_given=True, source="shop")


@dataclass(frozen=True)
class PlanRow:
    """Hold one row: where it stands and what it asks for."""

    position: int
    operation: Operation

    @property
    def names(self) -> frozenset[str]:
        """Give what a later row must not share while this one waits."""
        return frozenset((f"customer {self.operation.customer_id}", f"address {self.operation.address.lower()}"))


class RowsLeft:
    """Hold which rows of a plan are not settled."""

    def __init__(self, path: Path, positions: Sequence[int]) -> None:
        """Read the rows at these positions."""
        self._connection = duckdb.connect()
        self._path = path
        self.keep(positions)

    def keep(self, positions: Sequence[int]) -> None:
        """Go on with these rows only."""
        self.number = len(positions)
        self._connection.execute(
            "create or replace table rows_left as select unnest(?::bigint[]) as position", [list(positions)]
        )

    def batches(self, size: int) -> Iterator[Sequence[PlanRow]]:
        """Give the rows in their order."""
        read = self._connection.cursor()
        read.execute(
            "select position, action, key, customer_id, address, fields "  # noqa: S608 quoted
            f"from read_parquet({quoting.read_path(self._path)}) semi join rows_left using (position) order by position"
        )
        while batch := read.fetchmany(size):
            yield [PlanRow(position, _operation(*rest)) for position, *rest in batch]


def without_repeats(rows: Sequence[PlanRow]) -> Iterator[Sequence[PlanRow]]:
    """Cut rows before one whose customer or address came already.

    What is known of a customer is one address that may be on the list, so who moves to another has left the first one
    before the second is sent.
    """
    part: list[PlanRow] = []
    names: set[str] = set()
    for row in rows:
        if not names.isdisjoint(row.names):
            yield part
            part, names = [], set()
        part.append(row)
        names |= row.names
    yield part


def show_rows(store: duckdb.DuckDBPyConnection, path: Path, rows: Sequence[PlanRow]) -> None:
    """Make some rows visible to the store as `plan_rows`."""
    first, last = rows[0].position, rows[-1].position
    store.execute(
        f"create or replace temp view plan_rows as from read_parquet({quoting.read_path(path)}) "
        f"where position between {first:d} and {last:d}"
    )


def _operation(action: str, key: str, customer_id: str, address: str, fields: str | None) -> Operation:
    if action == "remove":
        return Remove(key=key, customer_id=customer_id, address=address)
    kind = Add if action == "add" else Update
    return kind(key=key, customer_id=customer_id, address=address, consent=_CONSENT, fields=json.loads(fields or "{}"))
