"""Run the checks on a published file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import duckdb

from orchestration.faults import closest
from orchestration.refresh.errors import WRONG_USE, RefreshError
from orchestration.refresh.warehouse import relation_exists
from orchestration.verification.check import PREPARATION, Check
from orchestration.verification.present_checks import PRESENT_CHECKS
from orchestration.verification.size_checks import SIZE_CHECKS
from orchestration.verification.stay_checks import STAY_CHECKS

CHECKS = (*SIZE_CHECKS, *STAY_CHECKS, *PRESENT_CHECKS)

SHOWN = 5


@dataclass(frozen=True)
class Finding:
    """Say how one check ended.

    Args:
        check: its name.
        result: agrees, disagrees, or skipped where the file has nothing to compare.
        disagreements: how many rows disagree.
        example: one of them, without naming a customer; None when there is none.
    """

    check: str
    result: Literal["agrees", "disagrees", "skipped"]
    disagreements: int
    example: str | None


class UnknownRefreshError(RefreshError):
    """Report a refresh that is not in the published log."""

    exit_code = WRONG_USE

    def __init__(self, refresh_id: str, known: Iterable[str]) -> None:
        """Keep the key that was given and those that were probably meant."""
        self.refresh_id = refresh_id
        newest = sorted(known, reverse=True)
        self.meant = closest(refresh_id, newest)
        meant = f"; did you mean {self.meant}?" if self.meant else ""
        more = f" and {len(newest) - SHOWN} more" if len(newest) > SHOWN else ""
        super().__init__(f'no refresh "{refresh_id}" was published{meant}; the last: {", ".join(newest[:SHOWN])}{more}')


def verify(connection: duckdb.DuckDBPyConnection, refresh_id: str | None, *, every: bool) -> tuple[int, list[Finding]]:
    """Check what is published of refreshes; give how many there were and how each check ended.

    Args:
        connection: the published file.
        refresh_id: which refresh; the last one when missing.
        every: check all of them.
    """
    for statement in PREPARATION:
        connection.execute(statement)
    known = [row[0] for row in connection.execute("select refresh_id from refreshes order by 1").fetchall()]
    if refresh_id is not None and refresh_id not in known:
        raise UnknownRefreshError(refresh_id, known)
    asked = known if every else [refresh_id or known[-1]]
    connection.execute(
        "create or replace temp table asked as from refreshes where list_contains(?::varchar[], refresh_id)", [asked]
    )
    has_last = known[-1] in asked
    return len(asked), [_find(connection, check) for check in CHECKS if has_last or not check.only_last]


def _find(connection: duckdb.DuckDBPyConnection, check: Check) -> Finding:
    if not all(relation_exists(connection, "main", name) for name in check.needs):
        return Finding(check.name, "skipped", 0, None)
    try:
        row = _first(connection, check)
    except duckdb.BinderException:  # a file of an older house, without the column
        return Finding(check.name, "skipped", 0, None)
    if row is None:
        return Finding(check.name, "agrees", 0, None)
    number, segment_code, at, says = row
    place = " at ".join(part for part in (segment_code, at) if part)
    return Finding(check.name, "disagrees", number, f"{place}: {says}" if place else says)


def _first(connection: duckdb.DuckDBPyConnection, check: Check) -> tuple[int, str | None, str | None, str] | None:
    """Give the number of disagreements and the first of them."""
    row: tuple[int, str | None, str | None, str] | None = connection.execute(
        "select count(*) over (), segment_code, refresh_id, says "  # noqa: S608 constants
        f"from ({check.disagreements}) order by refresh_id, segment_code, says limit 1"
    ).fetchone()
    return row
