"""`segments rollback`: put a published file that was kept back in its place."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.markup import escape

from orchestration.commands.terminal import (
    Format,
    counted,
    instant,
    megabytes,
    messages,
    new_table,
    results,
    whole,
    write_json,
)
from orchestration.commands.watch import watching
from orchestration.erasure.erasing import finish_unfinished
from orchestration.exports.following import export_again
from orchestration.project import Project, find_project
from orchestration.refresh.lock import refresh_lock
from orchestration.refresh.publications import Publication, kept_publications, present_publication, put_back
from orchestration.refresh.start import start_refresh


def run(
    context: typer.Context,
    refresh_id: Annotated[
        str | None,
        typer.Argument(
            help="The refresh whose publication is wanted; by default the one before the present one.",
            metavar="[REFRESH_ID]",
        ),
    ] = None,
    *,
    lists: Annotated[bool, typer.Option("--list", help="Show what is kept and change nothing.")] = False,
    output: Annotated[Format, typer.Option("--format", help="How to write the result.")] = Format.table,
) -> None:
    """Go back to a kept publication in one move; the next refresh goes on from it."""
    project = find_project(context.obj)
    if lists:
        _show_kept(project, output)
        return
    with watching() as observe, refresh_lock(start_refresh(project), "segments rollback"):
        finish_unfinished(project, observe)
        chosen, replaced = put_back(project, refresh_id, observe)
        export_again(project, observe)
    if output is Format.json:
        write_json({"published": _plain(chosen), "replaced": replaced and _plain(replaced)})
        return
    if chosen.is_same(replaced):
        messages().print(f"{chosen.refresh_id} is the present publication; nothing was changed")
        return
    messages().print(
        f"published {escape(str(project.published_file))} as of {instant(chosen.as_of)} again"
        + (f", in the place of {instant(replaced.as_of)}, which stays kept" if replaced else ""),
        soft_wrap=True,
    )
    messages().print("the next refresh goes on from its history", soft_wrap=True)


def _show_kept(project: Project, output: Format) -> None:
    present, kept = present_publication(project), kept_publications(project)
    if output is Format.json:
        write_json([{**_plain(one), "is_present": one.is_same(present)} for one in kept])
        return
    if kept:
        table = new_table("refresh", "as of", "members", "MB", "present", numbers=("members", "MB"))
        for one in kept:
            is_present = "yes" if one.is_same(present) else ""
            table.add_row(one.refresh_id, instant(one.as_of), whole(one.members), megabytes(one.size), is_present)
        results().print(table)
    messages().print(f"{counted(len(kept), 'publication')} kept")


def _plain(publication: Publication) -> dict[str, object]:
    names = ("refresh_id", "as_of", "started_at", "members", "path", "size")
    return {name: getattr(publication, name) for name in names}
