"""What destinations hold, as they last confirmed it: a DuckDB file of its own beside the warehouse.

It is open only for a transaction at a time, so that a long apply keeps nobody from reading it. `delivery_members` is
what lists hold, the others are what was planned, done, refused and left for later.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from orchestration.faults import UserError
from orchestration.project import Project
from orchestration.refresh.errors import WarehouseBusyError
from orchestration.refresh.warehouse import open_warehouse

WAIT_SECONDS = 30.0

TABLES = {
    "delivery_plans": (
        "plan_id varchar primary key, destination varchar, number bigint, kind varchar, refresh_id varchar, "
        "definition_commit varchar, base_version bigint, made_at timestamp, path varchar, checksum varchar, "
        "adds bigint, updates bigint, removes bigint, blocked varchar, state varchar, started_at timestamp, "
        "finished_at timestamp"
    ),
    "delivery_members": (
        "destination varchar, customer_id varchar, is_member boolean, is_certain boolean, address varchar, "
        "fields varchar, version bigint, confirmed_at timestamp"
    ),
    "delivery_results": (
        "plan_id varchar, destination varchar, position bigint, key varchar, action varchar, customer_id varchar, "
        "outcome varchar, reason varchar, finished_at timestamp"
    ),
    "delivery_waiting": "destination varchar, key varchar, customer_id varchar, attempts bigint, reason varchar",
    "delivery_dead_letters": (
        "destination varchar, key varchar, customer_id varchar, action varchar, reason varchar, attempts bigint, "
        "parked_at timestamp"
    ),
    "delivery_suppressions": (
        "channel varchar, address_hash varchar, platform varchar, reason varchar, suppressed_at timestamp"
    ),
    "trigger_cursors": "trigger varchar primary key, refresh_id varchar",
    "trigger_deliveries": (
        "trigger varchar, customer_id varchar, key varchar, occurred_at timestamp, outcome varchar, "
        "finished_at timestamp"
    ),
    "delivery_past": (
        "destination varchar, number bigint, customer_id varchar, was_member boolean, address varchar, fields varchar"
    ),
}


class DestinationBusyError(UserError):
    """Report a destination that somebody else is writing to."""

    exit_code = 3

    def __init__(self, destination: str) -> None:
        """Keep the destination."""
        self.destination = destination
        super().__init__(f"{destination} is being planned or applied by somebody else; wait until they are done")


def store_file(project: Project) -> Path:
    """Give the file of what destinations hold."""
    return project.home / "delivery.duckdb"


def plans_folder(project: Project) -> Path:
    """Give the folder of plan files; they hold addresses, as the warehouse does."""
    return project.home / "plans"


def plan_path(project: Project, name: str) -> Path:
    """Find a plan's file by the plan's name or its own path."""
    named = plans_folder(project) / f"{name}.parquet"
    return named if "/" not in name and named.is_file() else Path(name)


@contextmanager
def destination_lock(project: Project, destination: str) -> Iterator[None]:
    """Let one process at a time plan or apply a destination."""
    project.home.mkdir(parents=True, exist_ok=True)
    lock = FileLock(project.home / f"delivery-{destination}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise DestinationBusyError(destination) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def open_store(project: Project) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the store for one transaction: everything in the block is kept, or nothing."""
    with ExitStack() as stack:
        connection = _opened(stack, store_file(project))
        connection.execute("begin")
        for table, columns in TABLES.items():
            connection.execute(f"create table if not exists {table} ({columns})")
        yield connection
        connection.execute("commit")


@contextmanager
def read_store(project: Project) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """Open the store to look at it; None where nothing was ever planned."""
    with ExitStack() as stack:
        path = store_file(project)
        yield _opened(stack, path, read_only=True) if path.exists() else None


def _opened(stack: ExitStack, path: Path, *, read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """Open the file; whoever has it open has it for a moment only."""
    # Every refresh looks here, and starts faster without what few of them need.
    from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed  # noqa: PLC0415

    again = Retrying(
        retry=retry_if_exception_type(WarehouseBusyError),
        wait=wait_fixed(0.05),
        stop=stop_after_delay(WAIT_SECONDS),
        reraise=True,
    )
    return again(lambda: stack.enter_context(open_warehouse(path, read_only=read_only)))
