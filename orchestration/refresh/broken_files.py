"""Files that are cut off or damaged: found, told, and gone on without where another file has the history."""

from __future__ import annotations

from pathlib import Path

import duckdb

from orchestration.project import Project
from orchestration.refresh import quoting
from orchestration.refresh.errors import RefreshError, WarehouseFileError
from orchestration.refresh.progress import Event, Observe
from orchestration.refresh.publications import kept_publications, present_publication
from orchestration.refresh.warehouse import open_warehouse


def remove_broken_build(project: Project, observe: Observe, step: str) -> None:
    """Remove a build file that cannot be opened: it is made again from the last publication, if there is one.

    Args:
        project: whose build file it is.
        observe: is told.
        step: name of the step the warning belongs to.
    """
    if not project.build_file.exists():
        return
    try:
        with open_warehouse(project.build_file):
            return
    except WarehouseFileError as error:
        if not project.build_file.is_file() or _may_not_be_written(project.build_file):
            raise
        if present_publication(project) is None and not kept_publications(project):
            raise
        observe(Event(step, "warning", f"{error}; it is made again from the last publication"))
    for path in (project.build_file, project.build_file.with_name(f"{project.build_file.name}.wal")):
        path.unlink(missing_ok=True)


def is_whole(path: Path) -> bool:
    """Tell whether every row of a published file can be read."""
    try:
        with open_warehouse(path, read_only=True) as connection:
            for (table,) in connection.execute("select table_name from duckdb_tables()").fetchall():
                connection.execute(f"select count(hash(rows_)) from {quoting.name(table)} as rows_").fetchall()  # noqa: S608
    except (RefreshError, duckdb.Error):
        return False
    return True


def _may_not_be_written(path: Path) -> bool:
    try:
        with path.open("r+b"):
            return False
    except OSError:
        return True
