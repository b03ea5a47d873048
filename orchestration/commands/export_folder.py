"""Write every published relation as Parquet: a folder for each export, and a link to the latest that moves at once.

A reader that follows `current` once has the relations of one refresh, whatever is exported meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from filelock import FileLock

from orchestration.commands.export_files import ExportFolderError
from orchestration.faults import UserError
from orchestration.published import last_refresh
from orchestration.refresh import quoting
from orchestration.refresh.errors import WAREHOUSE_FAILED

CURRENT = "current"
MANIFEST = "manifest.json"

_UNFINISHED = ".unfinished"
_EXPORTED = re.compile(r"\d{8}T\d{6}Z(-\d+)?")


class NoFolderError(UserError):
    """Report a path that is a file where a folder is to be filled."""

    def __init__(self, path: Path) -> None:
        """Keep the path that was given."""
        self.path = path
        super().__init__(f"{path} is not a folder; give one with --to, it is made if it is not there")


class ExportWriteError(UserError):
    """Report a relation that could not be written."""

    exit_code = WAREHOUSE_FAILED

    def __init__(self, path: Path, reason: str) -> None:
        """Keep the file and what the warehouse said."""
        self.path = path
        super().__init__(f"{path} could not be written: {reason}")


@dataclass(frozen=True)
class ExportedFolder:
    """Say what was written: where, of which refresh, and how many relations."""

    path: Path
    refresh_id: str
    relations: int


def write_relations(connection: duckdb.DuckDBPyConnection, folder: Path, keep: int) -> ExportedFolder:
    """Write the relations of a publication to a folder of their own, then let `current` lead there.

    Args:
        connection: the published file.
        folder: what holds the folders; made when its parent is there.
        keep: how many folders stay, the new one included.
    """
    if not folder.parent.is_dir():
        raise ExportFolderError(folder)
    if folder.exists() and not folder.is_dir():
        raise NoFolderError(folder)
    folder.mkdir(exist_ok=True)
    with FileLock(folder / ".lock"):
        unfinished = folder / _UNFINISHED
        shutil.rmtree(unfinished, ignore_errors=True)  # of an export that was killed
        unfinished.mkdir()
        try:
            refresh = last_refresh(connection)
            relations = [_write(connection, name, unfinished) for name in _published_names(connection)]
            said = {"refresh_id": refresh.refresh_id, "as_of": f"{refresh.as_of.isoformat()}Z", "relations": relations}
            manifest = unfinished / MANIFEST
            manifest.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
            _sync(manifest)
            _sync(unfinished)
            finished = _free_name(folder, refresh.refresh_id)
            unfinished.rename(finished)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        _lead_to(folder, finished)
        _prune(folder, finished, keep)
    return ExportedFolder(finished, refresh.refresh_id, len(relations))


def _published_names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    rows = connection.execute(
        "select table_name from duckdb_tables() where database_name = current_database() and schema_name = 'main' "
        "order by table_name"
    ).fetchall()
    return [str(name) for (name,) in rows]


def _write(connection: duckdb.DuckDBPyConnection, name: str, folder: Path) -> dict[str, Any]:
    file = folder / f"{name}.parquet"
    try:
        answer = connection.execute(
            f"copy (from main.{quoting.name(name)}) to {quoting.plain_path(file)} (format parquet)"
        ).fetchone()
    except duckdb.IOException as error:
        raise ExportWriteError(file, str(error)) from error
    _sync(file)
    with file.open("rb") as content:
        fingerprint = hashlib.file_digest(content, "sha256").hexdigest()
    return {"name": name, "file": file.name, "rows": int(answer[0]) if answer else 0, "sha256": fingerprint}


def _free_name(folder: Path, refresh_id: str) -> Path:
    """Name the new folder; an erasure changes a publication without another refresh, so a name may be taken."""
    name, number = refresh_id, 1
    while (folder / name).exists():
        number += 1
        name = f"{refresh_id}-{number}"
    return folder / name


def _lead_to(folder: Path, finished: Path) -> None:
    moved = folder / f".{CURRENT}.next"
    moved.unlink(missing_ok=True)
    moved.symlink_to(finished.name, target_is_directory=True)
    moved.replace(folder / CURRENT)
    _sync(folder)


def _prune(folder: Path, newest: Path, keep: int) -> None:
    """Remove what was exported longest ago, and nothing that is not an export."""
    exported = [path for path in folder.iterdir() if _EXPORTED.fullmatch(path.name) and (path / MANIFEST).is_file()]
    before = sorted((path for path in exported if path != newest), key=_written_at, reverse=True)
    for path in before[max(keep, 1) - 1 :]:
        shutil.rmtree(path)


def _written_at(path: Path) -> int:
    return (path / MANIFEST).stat().st_mtime_ns


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
