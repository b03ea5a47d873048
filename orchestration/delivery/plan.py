"""A plan: what will be done to one list, in one file that says itself whether it was altered.

The file is Parquet, one row per operation in the order they are done; its header is in the file's metadata.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from hashlib import sha256
from pathlib import Path

import duckdb

from orchestration.delivery.errors import PlanFileError
from orchestration.refresh import quoting
from orchestration.refresh.files import fresh_file, take_place

SAMPLE = 5

ROW_COLUMNS = ("position", "action", "key", "customer_id", "address", "fields", "reason")
_ROW_TEXT = (
    "concat_ws(chr(31), position, action, key, customer_id, address, coalesce(fields, ''), coalesce(reason, ''))"
)


@dataclass(frozen=True)
class PlanHeader:
    """Describe a plan.

    Args:
        plan_id: its name.
        destination: the list it is for.
        number: how many plans of the destination there were before it, plus one.
        kind: plan or rollback.
        platform: where the list is.
        list_name: the list there.
        segment_code: whose members are on it.
        definition: what the seeds say of the destination, as a hash.
        refresh_id: the publication it was made from.
        definition_commit: the commit of that.
        base_version: how often the destination had been applied to.
        made_at: when, UTC.
        held: members of the list before it.
        adds: operations that put somebody on the list.
        updates: operations that write fields of somebody on it.
        removes: operations that take somebody off it.
        removed_because: removes by reason.
        kept_off: members of the segment who are not put on the list, by reason.
        parked: operations that were given up earlier and are not tried again.
        blocked: what a human has to agree to; empty when nothing.
        sample: customers of some operations, by action.
    """

    plan_id: str
    destination: str
    number: int
    kind: str
    platform: str
    list_name: str
    segment_code: str
    definition: str
    refresh_id: str
    definition_commit: str | None
    base_version: int
    made_at: str
    held: int
    adds: int
    updates: int
    removes: int
    parked: int = 0
    removed_because: dict[str, int] = field(default_factory=dict)
    kept_off: dict[str, int] = field(default_factory=dict)
    blocked: tuple[str, ...] = ()
    sample: dict[str, list[str]] = field(default_factory=dict)

    @property
    def changes(self) -> int:
        """Count the operations."""
        return self.adds + self.updates + self.removes

    @property
    def made(self) -> datetime:
        """Give the instant it was made at, UTC without a zone, as the warehouse keeps them."""
        return datetime.fromisoformat(self.made_at.removesuffix("Z"))


@dataclass(frozen=True)
class Plan:
    """Hold a plan that was written: its header, where it is and its checksum."""

    header: PlanHeader
    path: Path
    checksum: str


def write_plan(connection: duckdb.DuckDBPyConnection, rows: str, header: PlanHeader, path: Path) -> Plan:
    """Write a plan's file whole or not at all.

    Args:
        connection: where the rows are.
        rows: relation of the columns ROW_COLUMNS.
        header: what the plan says of itself.
        path: where to.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    described = json.dumps(asdict(header), ensure_ascii=False, sort_keys=True)
    checksum = _checksum(described, _digest(connection, rows))
    fresh = fresh_file(path)
    connection.execute(
        f"copy (select {', '.join(ROW_COLUMNS)} from {rows} order by position) to {quoting.plain_path(fresh)} "  # noqa: S608
        f"(format parquet, kv_metadata {{header: {quoting.text(described)}, checksum: {quoting.text(checksum)}}})"
    )
    fresh.chmod(0o600)
    take_place(fresh, path)
    return Plan(header, path, checksum)


def read_plan(connection: duckdb.DuckDBPyConnection, path: Path) -> Plan:
    """Read a plan's header, and make sure that header and rows are what was written; `plan_rows` are its rows then."""
    if not path.is_file():
        raise PlanFileError(path, "there is no such file")
    try:
        found = connection.execute(f"select key, value from parquet_kv_metadata({quoting.read_path(path)})").fetchall()  # noqa: S608 quoted
        named = {bytes(key).decode(): bytes(value).decode() for key, value in found}
        described, checksum = named["header"], named["checksum"]
        given = json.loads(described)
        header = PlanHeader(**{one.name: given[one.name] for one in fields(PlanHeader)})
        connection.execute(f"create or replace temp table plan_rows as from read_parquet({quoting.read_path(path)})")
        is_whole = _checksum(described, _digest(connection, "plan_rows")) == checksum
    except (duckdb.Error, KeyError, TypeError, ValueError) as error:
        raise PlanFileError(path, "is not a plan that `segments sync plan` wrote") from error
    if not is_whole:
        raise PlanFileError(path, "was altered after it was made; make a new plan")
    return Plan(header, path, checksum)


def _digest(connection: duckdb.DuckDBPyConnection, rows: str) -> str:
    found = connection.execute(
        f"select coalesce(md5(string_agg(md5({_ROW_TEXT}), '' order by position)), '') from {rows}"  # noqa: S608 constants
    ).fetchone()
    return str(found[0]) if found else ""


def _checksum(described: str, digest: str) -> str:
    return sha256(f"{described}\n{digest}".encode()).hexdigest()
