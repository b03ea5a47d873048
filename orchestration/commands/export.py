"""`segments export`: one segment's export rows as a file, or all relations as a folder of Parquet files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from orchestration.commands.export_files import write_export, write_rows
from orchestration.commands.terminal import messages, whole
from orchestration.exports.folder import write_relations
from orchestration.project import find_project
from orchestration.published import open_published, segment_size
from orchestration.published_past import members_at
from orchestration.refresh.start import parse_as_of


def run(  # noqa: PLR0913 one parameter per option
    context: typer.Context,
    *,
    to: Annotated[
        Path,
        typer.Option(
            metavar="PATH",
            help="Where to write; .csv, .parquet or .xlsx. CSV holds the values as they are, for programs; "
            "a spreadsheet should be given the .xlsx, where no text is ever taken for a formula. With --all a folder.",
        ),
    ],
    code: Annotated[str | None, typer.Argument(help="The segment.", metavar="CODE")] = None,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="T",
            help="A past instant, ISO 8601, UTC without a zone: who was a member then, since when and why.",
        ),
    ] = None,
    is_all: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Write every published relation as Parquet, all of one refresh; `current` there leads to them.",
        ),
    ] = False,
    keep: Annotated[int, typer.Option(min=1, metavar="N", help="With --all: how many exports stay in the folder.")] = 2,
) -> None:
    """Write the rows of `segment_export`, as last published, sorted by customer; of a past instant only who it was."""
    if is_all == (code is not None) or (is_all and at is not None):
        raise typer.BadParameter("say one of CODE and --all; --at goes with CODE")
    if code is None:
        with open_published(find_project(context.obj)) as connection:
            done = write_relations(connection, to, keep)
        messages().print(
            f"{whole(done.relations)} relations of refresh {done.refresh_id} written to {escape(str(done.path))}",
            soft_wrap=True,
        )
        return
    with open_published(find_project(context.obj)) as connection:
        if at is not None:
            rows = write_rows(connection, members_at(connection, code, parse_as_of(at)), to)
        else:
            rows = write_export(connection, segment_size(connection, code).code, to)
    messages().print(f"{whole(rows)} customers of {code} written to {escape(str(to))}", soft_wrap=True)
