"""`segments export`: one segment's export rows as a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from orchestration.commands.export_files import write_export
from orchestration.commands.terminal import messages, whole
from orchestration.project import find_project
from orchestration.published import open_published, segment_size


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
) -> None:
    """Write the rows of `segment_export`, as last published, sorted by customer."""
    with open_published(find_project(context.obj)) as connection:
        segment = segment_size(connection, code)
        rows = write_export(connection, segment.code, to)
    messages().print(f"{whole(rows)} customers of {segment.code} written to {escape(str(to))}", soft_wrap=True)
