"""Gaps of deleted rows are closed in every twelfth incremental refresh after a full one."""

import duckdb
import pytest

from orchestration.refresh.tidying import is_due


def log(incremental: int, failed: int = 0) -> duckdb.DuckDBPyConnection:
    """Give a build file with one full refresh in its log, and some after it."""
    connection = duckdb.connect()
    connection.execute("create table segment_refreshes (refresh_id varchar, status varchar, is_full boolean)")
    rows = [("0000", "succeeded", False), ("0001", "succeeded", True)]
    rows += [(f"1{number:03}", "succeeded", False) for number in range(incremental)]
    rows += [(f"2{number:03}", "failed", False) for number in range(failed)]
    connection.executemany("insert into segment_refreshes values (?, ?, ?)", rows)
    return connection


@pytest.mark.parametrize(
    ("incremental", "due"), [(0, False), (1, False), (11, False), (12, True), (13, False), (24, True)]
)
def test_every_twelfth(incremental: int, *, due: bool) -> None:
    assert is_due(log(incremental)) is due


def test_failures_do_not_count() -> None:
    assert not is_due(log(11, failed=1))


def test_a_warehouse_without_a_log_has_no_gaps() -> None:
    assert not is_due(duckdb.connect())
