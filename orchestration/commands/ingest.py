"""`segments ingest`: check the shop's files and put them before dbt."""

from __future__ import annotations

import typer

from orchestration.commands.terminal import new_table, results
from orchestration.commands.watch import watching
from orchestration.project import find_project
from orchestration.refresh.ingest import ingest_project
from orchestration.refresh.lock import refresh_lock
from orchestration.refresh.start import start_refresh


def run(context: typer.Context) -> None:
    """Run the first step of a refresh alone, under the lock of refreshes."""
    refresh = start_refresh(find_project(context.obj))
    with watching() as observe, refresh_lock(refresh, "segments ingest"):
        files = ingest_project(refresh.project, observe)
    table = new_table("table", "file")
    for name, file in files.items():
        table.add_row(name, str(file.path) if file else "missing, behaves as empty")
    results().print(table)
