"""`segments list`: the segments with their sizes, from the published file."""

from __future__ import annotations

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
from orchestration.project import find_project
from orchestration.published import SegmentSize, last_refresh, open_published, segment_sizes

# A narrower window shows the columns one cannot do without.
WIDE_ENOUGH = 100


def run(
    context: typer.Context,
    output: Annotated[Format, typer.Option("--format", help="How to write the result.")] = Format.table,
) -> None:
    """Show one line per segment."""
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
