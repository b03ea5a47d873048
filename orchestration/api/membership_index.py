"""Who is in which segment, in memory: a thousand ids are looked up in less time than one query takes to start.

Customers are numbered in the order of their ids. A segment is the sorted numbers of its members and a bit per customer.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import compress
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from orchestration.api.customer_places import NOBODY, CustomerPlaces
from orchestration.erasure.tombstones import is_stand_in
from orchestration.published import UnknownSegmentError

# Segments stay in memory until they take more than this; then the one that was loaded first goes.
LARGEST = 512 * 1024 * 1024


class NotLoadedError(RuntimeError):
    """Report a question that was asked before what it needs was loaded."""


# Python objects are made in portions, so that other requests are answered in between.
_PORTION = 20_000

_PLACES = "memory.main.customer_places"


@dataclass(frozen=True)
class Members:
    """Hold one segment.

    Args:
        places: numbers of the members, sorted.
        entered_at: when each entered, UTC.
        bits: one per customer, the lowest of a byte first.
    """

    places: NDArray[np.int64]
    entered_at: NDArray[np.datetime64]
    bits: NDArray[np.uint8]

    @property
    def size(self) -> int:
        """Give the bytes it takes."""
        return self.places.nbytes + self.entered_at.nbytes + self.bits.nbytes

    def among(self, places: NDArray[np.int64], customer_ids: Sequence[str]) -> list[str]:
        """Give those of some customers who are in, by their numbers."""
        inside = (self.bits[places >> 3] >> (places & 7)) & 1 & (places != NOBODY)
        return list(compress(customer_ids, inside.tolist()))


@dataclass(frozen=True)
class MembersPage:
    """Hold some members in the order of their ids, and the number of the last where more follow."""

    members: list[tuple[str, datetime]]
    last_place: int | None


@dataclass(frozen=True)
class Known:
    """Hold what every segment needs: the customers, and the codes of all segments."""

    customers: CustomerPlaces
    codes: frozenset[str]


class MembershipIndex:
    """Load customers and segments when they are first asked for."""

    def __init__(self, ask: Callable[..., Any]) -> None:
        """Keep the way to ask the published file."""
        self._ask = ask
        self._loading = threading.Lock()
        self._known: Known | None = None
        self._segments: dict[str, Members] = {}

    @property
    def loaded(self) -> tuple[str, ...]:
        """Give the segments that are in memory."""
        return tuple(self._segments)

    def get(self, codes: Iterable[str]) -> list[Members] | None:
        """Give segments if all of them are in memory."""
        found = [self._segments.get(code) for code in codes]
        return None if None in found else [members for members in found if members is not None]

    def load(self, codes: Iterable[str]) -> list[Members]:
        """Give segments, loading what is not there; takes about a second for a million customers the first time."""
        with self._loading:
            known = self._load_known()
            return [self._segments.get(code) or self._load_segment(code, known) for code in codes]

    def warm(self, codes: Iterable[str]) -> None:
        """Load customers, and those segments that are still there."""
        with self._loading:
            known = self._load_known()
        self.load(code for code in codes if code in known.codes)

    def find(self, customer_ids: Sequence[str]) -> NDArray[np.int64]:
        """Give the number of each customer, once a segment has been loaded."""
        if self._known is None:
            raise NotLoadedError
        return self._known.customers.find(customer_ids)

    def page(self, members: Members, after: int, limit: int) -> MembersPage:
        """Give the members that follow a place; -1 is before the first."""
        start = int(np.searchsorted(members.places, after, side="right"))
        places = members.places[start : start + limit].tolist()
        entered = members.entered_at[start : start + limit].tolist()
        ids: list[str] = self._ask(_ids_at, places)
        is_last = start + limit >= len(members.places)
        return MembersPage(list(zip(ids, entered, strict=True)), None if is_last else places[-1])

    def _load_known(self) -> Known:
        if self._known is None:
            self._known = self._ask(_load_customers)
        return self._known

    def _load_segment(self, code: str, known: Known) -> Members:
        if code not in known.codes:
            raise UnknownSegmentError(code, known.codes)
        columns: dict[str, NDArray[Any]] = self._ask(_members_of, code)
        is_member = np.zeros(known.customers.count or 1, np.bool_)
        is_member[columns["place"]] = True
        members = Members(
            columns["place"],
            columns["entered_at"].astype("datetime64[us]"),
            np.packbits(is_member, bitorder="little"),
        )
        while self._segments and sum(one.size for one in self._segments.values()) + members.size > LARGEST:
            del self._segments[next(iter(self._segments))]
        self._segments[code] = members
        return members


def _load_customers(connection: duckdb.DuckDBPyConnection) -> Known:
    connection.execute(
        f"""
        create or replace table {_PLACES} as
        select customer_id, row_number() over (order by customer_id) - 1 as place
        from (select customer_id from customer_aggregates union select customer_id from segment_memberships)
        where not {is_stand_in("customer_id")}
        order by place
        """  # noqa: S608 constants
    )
    codes = frozenset(code for (code,) in connection.execute("select segment_code from segments").fetchall())
    return Known(CustomerPlaces(_portions(connection)), codes)


def _portions(connection: duckdb.DuckDBPyConnection) -> Iterator[list[str]]:
    answer = connection.execute(f"select customer_id from {_PLACES} order by place")  # noqa: S608 constants
    while portion := [customer_id for (customer_id,) in answer.fetchmany(_PORTION)]:
        yield portion


def _members_of(connection: duckdb.DuckDBPyConnection, code: str) -> dict[str, NDArray[Any]]:
    return connection.execute(
        f"select place, entered_at from segment_memberships join {_PLACES} using (customer_id) "  # noqa: S608 constants
        "where segment_code = ? order by place",
        [code],
    ).fetchnumpy()


def _ids_at(connection: duckdb.DuckDBPyConnection, places: Sequence[int]) -> list[str]:
    rows = connection.execute(
        f"select customer_id from {_PLACES} where place in (select unnest(?::bigint[])) order by place",  # noqa: S608
        [list(places)],
    ).fetchall()
    return [customer_id for (customer_id,) in rows]
