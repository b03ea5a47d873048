"""The same refresh by hand: one process, SQL files in order, no dbt; the baseline of every ratio."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import duckdb
import typer

from benchmarks.hand_written.session import PARTS, Session
from benchmarks.hand_written.statements import Statements
from benchmarks.hand_written.steps import decide_members, measure_customers, publish
from orchestration.project import find_project
from orchestration.specs import read_specs


def main(  # noqa: PLR0913 each is an option of the command
    *,
    project: Annotated[Path, typer.Option(help="Project whose seeds say what to compute.")],
    data: Annotated[Path, typer.Option(help="Folder of the shop's Parquet files.")],
    home: Annotated[Path, typer.Option(help="Folder of the warehouse files.")],
    as_of: Annotated[datetime, typer.Option(help="Instant to stand at, UTC.")],
    threads: Annotated[int, typer.Option(help="Threads of DuckDB.")] = 2,
    incremental: Annotated[bool, typer.Option(help="Recompute only who changed since the last run.")] = False,
) -> None:
    """Refresh by hand and print the seconds of each part as JSON."""
    started = time.perf_counter()
    shop = find_project(project)
    specs = read_specs(shop)
    instant = as_of.replace(tzinfo=UTC)
    today = instant.astimezone(shop.timezone).date()
    statements = Statements(specs, today)
    home.mkdir(parents=True, exist_ok=True)
    build = home / "by_hand.duckdb"
    if not incremental:
        build.unlink(missing_ok=True)
    with duckdb.connect(str(build)) as connection:
        connection.execute(f"set threads = {threads}; set TimeZone = 'UTC'; set preserve_insertion_order = false")
        session = Session(connection)
        with session.part("begin"):
            _begin(session, instant, today.year, str(shop.timezone))
            _find_files(session, data, incremental=incremental)
        measure_customers(session, statements, specs, incremental=incremental)
        decide_members(session, statements)
        publish(session, statements, shop.seeds, home / "by_hand_published.duckdb")
        counted = connection.execute("select count(*) from members").fetchone()
    told = {
        "seconds": time.perf_counter() - started,
        "cpu_seconds": time.process_time(),
        "members": counted[0] if counted else 0,
        "parts": session.seconds,
        "cpu_parts": session.cpu_seconds,
    }
    typer.echo(json.dumps(told))


def _begin(session: Session, instant: datetime, year: int, zone: str) -> None:
    """Set what every part asks for, and make what is kept between runs."""
    execute = session.connection.execute
    execute((PARTS / "05_state.sql").read_text(encoding="utf-8"))
    execute((PARTS.parent / "macros.sql").read_text(encoding="utf-8"))
    found = execute("select max(as_of) from refreshes").fetchone()
    since = found[0] if found else None
    values = {
        "as_of": instant.replace(tzinfo=None),
        "zone": zone,
        "currency": "rub",
        "refresh_id": f"{instant:%Y%m%dT%H%M%SZ}",
        "is_formed": since is not None,
        "is_common_year": (year % 4 != 0 or year % 100 == 0) and year % 400 != 0,
    }
    for name, value in values.items():
        execute(f"set variable {name} = ?", [value])
    execute("set variable today = shop_day(getvariable('as_of'))")
    execute("set variable since = " + (f"timestamp '{since}'" if since else "cast(null as timestamp)"))
    execute("create or replace temp table passed_days (first_day date, end_day date)")


def _find_files(session: Session, data: Path, *, incremental: bool) -> None:
    """Give every file a name; a full run reads them as they are, an incremental one makes its own choice of rows."""
    execute = session.connection.execute
    execute("create schema if not exists source")
    for path in sorted(data.glob("*.parquet")):
        execute(f"create or replace view source.{path.stem} as from read_parquet('{path}')")
        if not incremental:
            execute(f"create or replace temp view shop_{path.stem} as from source.{path.stem}")


if __name__ == "__main__":
    typer.run(main)
