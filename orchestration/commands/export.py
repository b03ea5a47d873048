"""`segments export`: one segment's export rows as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from orchestration.commands.export_files import write_export, write_rows
from orchestration.commands.terminal import messages, whole
from orchestration.project import find_project
from orchestration.published import open_published, segment_size
from orchestration.published_past import members_at
from orchestration.refresh.start import parse_as_of


def run(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="The segment.", metavar="CODE")],
    to: Annotated[
        Path,
        typer.Option(
            metavar="FILE",
            help="Where to write; .csv, .parquet or .xlsx. CSV holds the values as they are, for programs; "
            "a spreadsheet should be given the .xlsx, where no text is ever taken for a formula.",
        ),
    ],
    at: Annotated[
        str | None,
        typer.Option(
            metavar="T",
            help="A past instant, ISO 8601, UTC without a zone: who was a member then, since when and why.",
        ),
    ] = None,
) -> None:
    """Write the rows of `segment_export`, as last published, sorted by customer; of a past instant only who it was."""
    with open_published(find_project(context.obj)) as connection:
        if at is not None:
            rows = write_rows(connection, members_at(connection, code, parse_as_of(at)), to)
        else:
            rows = write_export(connection, segment_size(connection, code).code, to)
    messages().print(f"{whole(rows)} customers of {code} written to {escape(str(to))}", soft_wrap=True)
