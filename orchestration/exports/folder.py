"""Write every published relation as Parquet: a folder for each export, and a link to the latest that moves at once.

A reader that follows `current` once has the relations of one refresh, whatever is exported meanwhile.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
from filelock import FileLock

from orchestration.exports.errors import ExportFolderError, ExportWriteError, NoFolderError
from orchestration.published import last_refresh
from orchestration.refresh import quoting
from orchestration.refresh.files import sync

CURRENT = "current"
MANIFEST = "manifest.json"

SECONDS_TO_WAIT = 600  # for somebody else who writes to the folder

_UNFINISHED = ".unfinished"
_EXPORTED = re.compile(r"\d{8}T\d{6}Z(-\d+)?")


@dataclass(frozen=True)
class ExportedFolder:
    """Say what is there: where, of which refresh, and how many relations."""

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
    with _filled(folder):
        return _write_all(connection, folder, keep)


def follow_publication(connection: duckdb.DuckDBPyConnection, folder: Path, keep: int) -> ExportedFolder:
    """Let `current` lead to the relations of a publication; they are written unless they are there from before.

    Args:
        connection: the published file.
        folder: what holds the folders; made when its parent is there.
        keep: how many folders stay, this one included.
    """
    with _filled(folder):
        said = _said_of(connection)
        for path in exports_in(folder):
            manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
            if said.items() <= manifest.items():
                _lead_to(folder, path)
                return ExportedFolder(path, manifest["refresh_id"], len(manifest["relations"]))
        return _write_all(connection, folder, keep)


def remove_exports(folder: Path) -> None:
    """Remove every export, finished or not, and `current`."""
    with _filled(folder):
        (folder / CURRENT).unlink(missing_ok=True)
        for path in [*exports_in(folder), folder / _UNFINISHED]:
            shutil.rmtree(path, ignore_errors=path.name == _UNFINISHED)


def exports_in(folder: Path) -> list[Path]:
    """List the finished exports, the one written last first; nothing that is not an export is ever among them."""
    exported = [path for path in folder.iterdir() if _EXPORTED.fullmatch(path.name) and (path / MANIFEST).is_file()]
    return sorted(exported, key=_written_at, reverse=True)


def _filled(folder: Path) -> FileLock:
    """Make the folder, and let nobody else fill it meanwhile."""
    if not folder.parent.is_dir():
        raise ExportFolderError(folder)
    if folder.exists() and not folder.is_dir():
        raise NoFolderError(folder)
    folder.mkdir(exist_ok=True)
    return FileLock(folder / ".lock", timeout=SECONDS_TO_WAIT)


def _write_all(connection: duckdb.DuckDBPyConnection, folder: Path, keep: int) -> ExportedFolder:
    unfinished = folder / _UNFINISHED
    shutil.rmtree(unfinished, ignore_errors=True)  # of an export that was killed
    unfinished.mkdir()
    try:
        said = _said_of(connection)
        relations = [_write(connection, name, unfinished) for name in _published_names(connection)]
        manifest = unfinished / MANIFEST
        manifest.write_text(json.dumps({**said, "relations": relations}, indent=2) + "\n", encoding="utf-8")
        sync(manifest)
        sync(unfinished)
        finished = _free_name(folder, said["refresh_id"])
        unfinished.rename(finished)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    _lead_to(folder, finished)
    _prune(folder, finished, keep)
    return ExportedFolder(finished, said["refresh_id"], len(relations))


def _said_of(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Give what a manifest says of a publication; the start tells the runs of one refresh apart."""
    refresh = last_refresh(connection)
    return {
        "refresh_id": refresh.refresh_id,
        "as_of": f"{refresh.as_of.isoformat()}Z",
        "started_at": f"{refresh.started_at.isoformat()}Z",
    }


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
    sync(file)
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
    sync(folder)


def _prune(folder: Path, present: Path, keep: int) -> None:
    """Remove what was exported longest ago."""
    others = [path for path in exports_in(folder) if path != present]
    for path in others[max(keep, 1) - 1 :]:
        shutil.rmtree(path)


def _written_at(path: Path) -> int:
    return (path / MANIFEST).stat().st_mtime_ns
