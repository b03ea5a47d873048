"""`segments list`: the segments with their sizes, from the published file, now or at a past instant."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer
from rich.markup import escape

from orchestration.commands.terminal import (
    Format,
    instant,
    messages,
    new_table,
    percent,
    results,
    sparkline,
    whole,
    write_json,
)
from orchestration.project import Project, find_project
from orchestration.published import SegmentSize, last_refresh, open_published, segment_sizes
from orchestration.published_past import refresh_at, sizes_at
from orchestration.refresh.start import parse_as_of

# A narrower window shows the columns one cannot do without.
WIDE_ENOUGH = 100


def run(
    context: typer.Context,
    at: Annotated[
        str | None, typer.Option(metavar="T", help="A past instant, ISO 8601; without a zone it is UTC.")
    ] = None,
    output: Annotated[Format, typer.Option("--format", help="How to write the result.")] = Format.table,
) -> None:
    """Show one line per segment."""
    if at is not None:
        _show_past(find_project(context.obj), parse_as_of(at), output)
        return
    with open_published(find_project(context.obj)) as connection:
        refresh, sizes = last_refresh(connection), segment_sizes(connection)
    if output is Format.json:
        write_json({"as_of": refresh.as_of, "segments": sizes})
        return
    console = results()
    if console.width >= WIDE_ENOUGH:
        _show_wide(sizes)
    else:
        _show_narrow(sizes)
    messages().print(f"as of {instant(refresh.as_of)}")


def _show_past(project: Project, moment: datetime, output: Format) -> None:
    with open_published(project) as connection:
        refresh_id, as_of = refresh_at(connection, moment)
        sizes = sizes_at(connection, moment)
    if output is Format.json:
        write_json({"at": moment, "refresh_id": refresh_id, "as_of": as_of, "segments": sizes})
        return
    table = new_table("code", "name", "members", "share", numbers=("members", "share"))
    for size in sizes:
        table.add_row(size.code, escape(size.name or ""), whole(size.members), percent(size.share))
    results().print(table)
    messages().print(f"at {instant(moment)}, as of {instant(as_of)}")


def _show_wide(sizes: list[SegmentSize]) -> None:
    table = new_table(
        "code", "name", "kind", "active", "owner", "members", "share", "past", numbers=("members", "share")
    )
    for size in sizes:
        table.add_row(
            size.code,
            escape(size.name),
            size.kind,
            "yes" if size.is_active else "no",
            escape(size.owner or ""),
            whole(size.members),
            percent(size.share),
            sparkline(size.past_members),
        )
    results().print(table)


def _show_narrow(sizes: list[SegmentSize]) -> None:
    table = new_table("code", "name", "members", "past", numbers=("members",))
    for size in sizes:
        table.add_row(size.code, escape(size.name), whole(size.members), sparkline(size.past_members))
    results().print(table)
