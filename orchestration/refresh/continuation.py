"""Can a refresh go on from what the build file holds, computing only what changed? And what did unpublished ones touch?

The build file is at the state of the refresh that last wrote to it, the published file at that of the last success. A
refresh compares the shop with the last success. So what attempts since then have touched must be computed again too:
they are its pending rows and customers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

import duckdb

from orchestration.project import PROJECT_FILE, Project
from orchestration.refresh.history import PastRefresh
from orchestration.refresh.start import Refresh
from orchestration.refresh.totals import are_outdated, forget_totals
from orchestration.refresh.warehouse import relation_exists

SCHEMA = "operations"
ATTEMPT = f"{SCHEMA}.attempt"

# What only these files say is computed anew for every customer, or summed up anew, when one of them changes.
LOGIC = ("macros/**/*.sql", "models/staging/**/*.sql", "models/customers/**/*.sql", "models/analytics/totals/*.sql")
MEASURES = ("scoped_measures", "segment_measures")

ROWS_TOUCHED = ("main_staging", "rows_to_check")
PREVIOUS_OWNERS = ("main_staging", "previous_owners")
CUSTOMERS_TOUCHED = ("main", "changed_customers")


@dataclass(frozen=True)
class Attempt:
    """Say which refresh last wrote to the build file.

    Args:
        refresh_id: its key.
        started_at: when it started, UTC, without a zone.
        base: the successful refresh it went on from; None when there was none.
        is_full: whether it computed everything.
        logic: fingerprint of the SQL and settings it ran with.
        measures: fingerprint of the measure plan it ran with.
    """

    refresh_id: str
    started_at: datetime
    base: str | None
    is_full: bool
    logic: str
    measures: str


def begin_attempt(
    connection: duckdb.DuckDBPyConnection,
    refresh: Refresh,
    previous: PastRefresh | None,
    published: tuple[str, datetime] | None,
) -> str | None:
    """Decide how the refresh goes on and write it down; the answer is why it is full, None when it is incremental.

    Args:
        connection: the build file, in a transaction.
        refresh: the refresh that begins.
        previous: the successful refresh it goes on from.
        published: key and start of the last success.
    """
    last = last_attempt(connection)
    present = Attempt(
        refresh_id=refresh.refresh_id,
        started_at=refresh.started_at.replace(tzinfo=None),
        base=previous.refresh_id if previous else None,
        is_full=False,
        logic=logic_fingerprint(refresh.project),
        measures=_measures_fingerprint(refresh.project),
    )
    is_last_published = last is not None and (last.refresh_id, last.started_at) == published
    follows = previous is not None and is_last_published and last is not None and last.refresh_id == previous.refresh_id
    repeats = not follows and last is not None and last.base == present.base
    reason = _reason(refresh, last, present, follows=follows, repeats=repeats)
    _keep_touched(connection, accumulate=repeats)
    if last is None or last.measures != present.measures:
        for table in MEASURES:
            if relation_exists(connection, "main", table):
                connection.execute(f"drop table if exists main.{table}")
    untouched = follows and not are_outdated(connection)
    if not untouched:
        forget_totals(connection)
    _write(connection, present, is_full=reason is not None, is_untouched=untouched)
    return reason


def is_full(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether the refresh that has begun computes everything."""
    row = connection.execute(f"select is_full from {ATTEMPT}").fetchone()  # noqa: S608 constants
    return row is None or bool(row[0])


def is_untouched(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether the refresh that has begun found the build file exactly as the last published refresh left it."""
    row = connection.execute(f"select is_untouched from {ATTEMPT}").fetchone()  # noqa: S608 constants
    return row is not None and bool(row[0])


def previous_as_of(connection: duckdb.DuckDBPyConnection) -> datetime | None:
    """Give the instant of the successful refresh the present one goes on from, UTC, without a zone."""
    row: tuple[datetime] | None = connection.execute(f"select as_of from {SCHEMA}.previous_refresh").fetchone()  # noqa: S608
    return row[0] if row else None


def logic_fingerprint(project: Project) -> str:
    """Hash what decides how customers are computed: SQL, settings and the engine's version."""
    state = sha256(duckdb.__version__.encode())
    files = [project.root / PROJECT_FILE, *(path for pattern in LOGIC for path in sorted(project.house.glob(pattern)))]
    for path in files:
        state.update(path.name.encode())
        state.update(path.read_bytes())
    return state.hexdigest()


def _reason(refresh: Refresh, last: Attempt | None, present: Attempt, *, follows: bool, repeats: bool) -> str | None:
    if refresh.full:
        return "it was asked for"
    if last is None or present.base is None:
        return "there is nothing to go on from"
    if last.logic != present.logic:
        return "models, macros or settings have changed"
    if not follows and (last.is_full or not repeats):
        return "the build file is not of the last published refresh"
    return None


def _measures_fingerprint(project: Project) -> str:
    state = sha256()
    for table in MEASURES:
        path = project.models / "segments" / f"{table}.sql"
        state.update(path.read_bytes() if path.exists() else b"")
    return state.hexdigest()


def last_attempt(connection: duckdb.DuckDBPyConnection) -> Attempt | None:
    """Give the refresh that last wrote to the build file."""
    if not relation_exists(connection, SCHEMA, "attempt"):
        return None
    row = connection.execute(
        f"select refresh_id, started_at, base, is_full, logic, measures from {ATTEMPT}"  # noqa: S608 constants
    ).fetchone()
    return None if row is None else Attempt(*row)


def _keep_touched(connection: duckdb.DuckDBPyConnection, *, accumulate: bool) -> None:
    """Add what the last attempt touched to what those before it did, or forget all of it.

    The owner a row had at the last success is the one its first attempt found: later ones find what that attempt made.
    """
    connection.execute(f"create table if not exists {SCHEMA}.pending_rows (table_name varchar, row_key varchar)")
    connection.execute(f"alter table {SCHEMA}.pending_rows add column if not exists previous_customer_id varchar")
    connection.execute(f"create table if not exists {SCHEMA}.pending_customers (customer_id varchar)")
    if not accumulate:
        connection.execute(f"delete from {SCHEMA}.pending_rows")  # noqa: S608 constants
        connection.execute(f"delete from {SCHEMA}.pending_customers")  # noqa: S608 constants
    touched, owners = ("{}.{}".format(*relation) for relation in (ROWS_TOUCHED, PREVIOUS_OWNERS))
    if relation_exists(connection, *ROWS_TOUCHED) and relation_exists(connection, *PREVIOUS_OWNERS):
        if accumulate:
            for statement in (
                f"insert into {SCHEMA}.pending_customers by name select distinct customer_id from {owners}",  # noqa: S608
                f"insert into {SCHEMA}.pending_rows by name "  # noqa: S608 constants
                "select table_name, row_key, max(customer_id) as previous_customer_id "
                f"from {touched} left join {owners} using (table_name, row_key) "
                f"anti join {SCHEMA}.pending_rows using (table_name, row_key) "
                "group by all",
            ):
                connection.execute(statement)
        connection.execute(f"delete from {touched}")  # noqa: S608 constants
        connection.execute(f"delete from {owners}")  # noqa: S608 constants
    touched = "{}.{}".format(*CUSTOMERS_TOUCHED)
    if relation_exists(connection, *CUSTOMERS_TOUCHED):
        if accumulate:
            connection.execute(
                f"insert into {SCHEMA}.pending_customers by name select customer_id from {touched} "  # noqa: S608
                f"anti join {SCHEMA}.pending_customers using (customer_id)"
            )
        connection.execute(f"delete from {touched}")  # noqa: S608 constants


def _write(connection: duckdb.DuckDBPyConnection, attempt: Attempt, *, is_full: bool, is_untouched: bool) -> None:
    connection.execute(
        f"create or replace table {ATTEMPT} (refresh_id varchar, started_at timestamp, base varchar, "
        "is_full boolean, logic varchar, measures varchar, is_untouched boolean)"
    )
    connection.execute(
        f"insert into {ATTEMPT} values (?, ?, ?, ?, ?, ?, ?)",  # noqa: S608 constants
        [attempt.refresh_id, attempt.started_at, attempt.base, is_full, attempt.logic, attempt.measures, is_untouched],
    )
