"""Publish what changed: copy the last publication as a file, and write anew only customers of whom anything differs.

Copying every relation of a large shop takes longer than an incremental refresh computes. A file of which row by row a
hundredth differs is copied by the file system in a moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import duckdb

from orchestration.project import Project
from orchestration.refresh import quoting
from orchestration.refresh.continuation import SCHEMA, last_attempt
from orchestration.refresh.fingerprint import fingerprint
from orchestration.refresh.history import HISTORY, last_success
from orchestration.refresh.start import Refresh
from orchestration.refresh.tidying import is_due
from orchestration.refresh.warehouse import relation_exists

# Beyond this share of customers, copying everything is as fast.
LARGEST_SHARE = 0.2

CUSTOMER_COLUMNS = ("customer_id", "CustomerId")

# Columns that move with the clock or with other customers; those who only differ here are found by comparing.
MOVING = ("age", "days_since_last_order", "recency_score", "frequency_score", "monetary_score", "rfm_group")

COMPARED = ("changed_customers", "unscored_aggregates", "customer_score_history", "customer_group_history", HISTORY)

CONSENT = "delivery_consent"

# A database in memory, because every cursor sees it and temporary tables are one cursor's.
_NOTES = "publication_changes"

_PUBLICATION = f"{SCHEMA}.publication"


@dataclass(frozen=True)
class Changes:
    """Say what of a publication that was copied has to be written anew.

    Args:
        table: table of the customers (customer_id).
        moved: table of who entered or left a segment (segment_code, customer_id, is_member).
        segments: codes of those segments.
        customers: how many the first table has.
        narrow: names of views that are there for those customers alone, too.
    """

    table: str
    moved: str
    segments: frozenset[str]
    customers: int
    narrow: frozenset[str] = frozenset()


def goes_on_from_published(connection: duckdb.DuckDBPyConnection, project: Project) -> bool:
    """Tell whether what this refresh publishes is the published file, with what changed.

    It is not where the refresh computes everything, where definitions, models or macros have changed since, where
    another file was put in the published one's place, or where it is time to leave gaps of deleted rows behind.
    """
    attempt = last_attempt(connection)
    if attempt is None or attempt.is_full or attempt.base is None or not project.published_file.exists():
        return False
    if not relation_exists(connection, SCHEMA, "publication"):
        return False
    if not all(relation_exists(connection, "main", relation) for relation in COMPARED) or is_due(connection):
        return False
    last = connection.execute(f"select refresh_id, fingerprint from {_PUBLICATION}").fetchone()  # noqa: S608 constants
    return last == (attempt.base, fingerprint(project))


def goes_on(connection: duckdb.DuckDBPyConnection, attached: str) -> bool:
    """Tell whether a copied publication, now attached, is the one this refresh goes on from."""
    attempt, last = last_attempt(connection), last_success(connection, attached)
    return attempt is not None and last is not None and attempt.base == last[0]


def find_changes(connection: duckdb.DuckDBPyConnection, refresh: Refresh, attached: str) -> Changes | None:
    """Find the customers of whom anything published differs; None when they are so many that copying all is as fast."""
    as_of = refresh.as_of.replace(tzinfo=None)
    connection.execute(f"attach if not exists ':memory:' as {_NOTES}")
    differs = " or ".join(f"held.{column} is distinct from present.{column}" for column in MOVING)
    connection.execute(
        f"""
        create or replace table {_NOTES}.changed_publication as
        select customer_id from main.changed_customers
        union
        select present.customer_id from main.unscored_aggregates as present
        inner join {attached}.main.customer_aggregates as held on present.customer_id = held.customer_id where {differs}
        union
        select customer_id from main.customer_score_history where valid_from = $as_of or valid_until = $as_of
        union
        select customer_id from main.customer_group_history where valid_from = $as_of or valid_until = $as_of
        union
        select customer_id from main.{HISTORY} where entered_at = $as_of or exited_at = $as_of
        """,  # noqa: S608 constants
        {"as_of": as_of},
    )
    _add_suppressed(connection, attached)
    counted = connection.execute(
        f"select (select count(*) from {_NOTES}.changed_publication), "  # noqa: S608 constants
        "(select count(*) from main.unscored_aggregates)"
    ).fetchone()
    if counted is None or counted[0] > counted[1] * LARGEST_SHARE:
        return None
    connection.execute(
        f"""
        create or replace table {_NOTES}.moved_members as
        select segment_code, customer_id, bool_or(exited_at is null) as is_member
        from main.{HISTORY} where entered_at = $as_of or exited_at = $as_of
        group by all
        """,  # noqa: S608 constants
        {"as_of": as_of},
    )
    changes = Changes(f"{_NOTES}.changed_publication", f"{_NOTES}.moved_members", frozenset(), counted[0])
    segments = connection.execute(f"select distinct segment_code from {changes.moved}").fetchall()  # noqa: S608 constants
    return replace(changes, segments=frozenset(code for (code,) in segments))


def _add_suppressed(connection: duckdb.DuckDBPyConnection, attached: str) -> None:
    """Add the customers who were told apart from those who may be written to, or are so no longer."""
    reported = connection.execute(f"select count(*) from {SCHEMA}.suppressed_addresses").fetchone()  # noqa: S608 constants
    if reported and reported[0] and relation_exists(connection, "main", CONSENT, attached):
        here, there = (f"from {place}.{CONSENT} where reason = 'suppressed'" for place in ("main", f"{attached}.main"))
        connection.execute(
            f"insert into {_NOTES}.changed_publication select customer_id from ({here} except {there}) "  # noqa: S608 constants
            f"union select customer_id from ({there} except {here})"
        )


def replace_customers(
    connection: duckdb.DuckDBPyConnection, changes: Changes, source: str, target: str, columns: tuple[str, ...]
) -> bool:
    """Write the changed customers of one relation anew; tell whether that was possible.

    Args:
        connection: the build file, with the fresh publication attached.
        changes: whose rows differ.
        source: relation in the build file.
        target: relation in the fresh publication.
        columns: columns that are published; empty for all.
    """
    here, there = columns_of(connection, source), columns_of(connection, target)
    key = customer_column(there)
    # What carries the refresh's own instant differs in every row.
    if key is None or "as_of" in there or there != (list(columns) or here):
        return False
    selected = ", ".join(map(quoting.name, there))
    among = f"{quoting.name(key)} in (select customer_id from {changes.table})"  # noqa: S608 quoted
    connection.execute(f"delete from {target} where {among}")  # noqa: S608 quoted
    connection.execute(f"insert into {target} select {selected} from {source} where {among}")  # noqa: S608 quoted
    return True


def replace_members(connection: duckdb.DuckDBPyConnection, changes: Changes, code: str, target: str) -> bool:
    """Take out of a segment's relation who left and put in who entered; tell whether that was possible.

    The segment's own view would be computed for it once more, and there are hundreds.
    """
    if columns_of(connection, target) != ["customer_id"]:
        return False
    moved = f"from {changes.moved} where segment_code = {quoting.text(code)}"
    connection.execute(f"delete from {target} where customer_id in (select customer_id {moved})")  # noqa: S608 quoted
    connection.execute(f"insert into {target} select customer_id {moved} and is_member")
    return True


def remember_publication(connection: duckdb.DuckDBPyConnection, refresh: Refresh) -> None:
    """Write down what was published, and from which definitions."""
    connection.execute(f"create or replace table {_PUBLICATION} (refresh_id varchar, fingerprint varchar)")
    connection.execute(
        f"insert into {_PUBLICATION} values (?, ?)",  # noqa: S608 constants
        [refresh.refresh_id, fingerprint(refresh.project)],
    )


def customer_column(columns: Sequence[str]) -> str | None:
    """Give the column that names the customer, where there is one."""
    return next((column for column in CUSTOMER_COLUMNS if column in columns), None)


def columns_of(connection: duckdb.DuckDBPyConnection, relation: str) -> list[str]:
    """Give the columns of a relation in their order; none where there is no such relation."""
    try:
        return [str(row[0]) for row in connection.execute(f"describe {relation}").fetchall()]
    except duckdb.CatalogException:
        return []
