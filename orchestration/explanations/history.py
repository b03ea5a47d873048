"""What the published history says of a customer: in which segments, from when to when, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from orchestration.faults import UserError
from orchestration.refresh.history import PastRefresh, successful_refreshes
from orchestration.refresh.start import parse_as_of


class UnknownCustomerError(UserError):
    """Report an id no customer of the last refresh has, nor the history."""

    def __init__(self, customer_id: str) -> None:
        """Keep the id; others are not suggested, they are other people's."""
        self.customer_id = customer_id
        super().__init__(f'there is no customer "{customer_id}" in the publication')


class BeforeHistoryError(UserError):
    """Report an instant nothing is known of."""

    def __init__(self, asked: datetime, first: datetime) -> None:
        """Keep the instant and the first one that is known."""
        self.asked = asked
        self.first = first
        super().__init__(
            f"nothing is known of {asked:%Y-%m-%dT%H:%M:%SZ}: the first refresh is {first:%Y-%m-%dT%H:%M:%SZ}, "
            "and what was true before it was never worked out"
        )


@dataclass(frozen=True)
class Stay:
    """Hold one stay of a customer in a segment; instants are those of refreshes, UTC, without a zone."""

    entered_at: datetime
    entered_cause: str
    exited_at: datetime | None
    exited_cause: str | None

    def covers(self, instant: datetime) -> bool:
        """Tell whether the customer was a member at an instant."""
        return self.entered_at <= instant and (self.exited_at is None or self.exited_at > instant)

    def as_known_at(self, instant: datetime) -> Stay:
        """Give the stay as it stood at an instant, before what happened later."""
        if self.exited_at is None or self.exited_at <= instant:
            return self
        return Stay(self.entered_at, self.entered_cause, None, None)


def refresh_in_force(connection: duckdb.DuckDBPyConnection, asked: str | None) -> tuple[PastRefresh, bool]:
    """Find the refresh whose memberships were valid at an instant; the last one when none is asked for.

    Returns:
        the refresh, and whether it is the last one.
    """
    refreshes = successful_refreshes(connection)
    if asked is None:
        return refreshes[-1], True
    instant = parse_as_of(asked).astimezone(UTC).replace(tzinfo=None)
    until = [refresh for refresh in refreshes if refresh.as_of <= instant]
    if not until:
        raise BeforeHistoryError(instant, refreshes[0].as_of)
    return until[-1], until[-1] == refreshes[-1]


def check_customer(connection: duckdb.DuckDBPyConnection, customer_id: str) -> None:
    """Refuse an id that neither the customers nor the history knows."""
    known = connection.execute(
        "select exists (select 1 from customer_aggregates where customer_id = $id) "
        "or exists (select 1 from segment_membership_history where customer_id = $id)",
        {"id": customer_id},
    ).fetchone()
    if known != (True,):
        raise UnknownCustomerError(customer_id)


def stays_of(connection: duckdb.DuckDBPyConnection, customer_id: str, at: datetime) -> dict[str, tuple[Stay, ...]]:
    """Give a customer's stays by segment as they were known at an instant, the latest first."""
    rows = connection.execute(
        "select segment_code, entered_at, entered_cause, exited_at, exited_cause from segment_membership_history "
        "where customer_id = ? and entered_at <= ? order by segment_code, entered_at desc",
        [customer_id, at],
    ).fetchall()
    stays: dict[str, tuple[Stay, ...]] = {}
    for code, *values in rows:
        stays[code] = (*stays.get(code, ()), Stay(*values).as_known_at(at))
    return stays


def published_names(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Give the names of the published segments by code."""
    return dict(connection.execute("select segment_code, name from segments").fetchall())


def first_computed(connection: duckdb.DuckDBPyConnection) -> dict[str, datetime]:
    """Say when each segment first had members worked out."""
    return dict(connection.execute("select segment_code, min(formed_at) from segment_formations group by 1").fetchall())
