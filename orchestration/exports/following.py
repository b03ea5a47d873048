"""The Parquet folder that follows the publication: after each refresh, after a rollback and after an erasure.

Folders that were written to are remembered beside the warehouse, so that whoever goes back or erases need not have the
setting in the environment.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import duckdb

from orchestration.exports.folder import exports_in, follow_publication, remove_exports, write_relations
from orchestration.faults import UserError
from orchestration.project import Project
from orchestration.published import open_published
from orchestration.refresh.files import fresh_file, take_place
from orchestration.refresh.progress import Event, Observe
from orchestration.refresh.publications_to_keep import publications_to_keep

SETTING = "SEGMENTS_PARQUET_FOLDER"
STEP = "parquet"


def parquet_folder() -> Path | None:
    """Give the folder that is to follow the publication; None where none was asked for."""
    text = os.environ.get(SETTING, "").strip()
    return Path(text).expanduser().resolve() if text else None


def remembered_folders(project: Project) -> list[Path]:
    """List the folders that were written to after a publication and are still there."""
    return [folder for folder in _remembered(project) if folder.is_dir()]


def export_publication(project: Project, observe: Observe) -> None:
    """Write what was published to the folder of the setting; what goes wrong is a warning, for it is published."""
    folder = parquet_folder()
    if folder is not None:
        _warned(folder, observe, partial(_remember_and_follow, project, folder, observe))


def export_again(project: Project, observe: Observe) -> None:
    """Let the setting's folder and all that were written to lead to the publication that a rollback has put back."""
    export_publication(project, observe)
    for folder in remembered_folders(project):
        if folder != parquet_folder():
            _warned(folder, observe, partial(_follow, project, folder, observe))


def export_without_erased(project: Project, observe: Observe) -> list[Path]:
    """Leave no export but one of the published file, which was rewritten; give the folders where that failed."""
    folders = remembered_folders(project)
    return [folder for folder in folders if not _warned(folder, observe, partial(_replace, project, folder, observe))]


def _remember_and_follow(project: Project, folder: Path, observe: Observe) -> None:
    _remember(project, folder)
    _follow(project, folder, observe)


def _follow(project: Project, folder: Path, observe: Observe) -> None:
    with open_published(project) as connection:
        done = follow_publication(connection, folder, publications_to_keep())
    observe(Event(STEP, "note", f"{done.relations} relations are in {done.path}"))


def _replace(project: Project, folder: Path, observe: Observe) -> None:
    if not (exports_in(folder) and project.published_file.exists()):
        remove_exports(folder)
        return
    with open_published(project) as connection:
        done = write_relations(connection, folder, keep=1)
    observe(Event(STEP, "note", f"{done.path} takes the place of every export before it"))


def _warned(folder: Path, observe: Observe, do: Callable[[], None]) -> bool:
    """Do something with a folder; a failure is told, and the answer is no."""
    try:
        do()
    except (UserError, OSError, ValueError, duckdb.Error) as error:
        reason = str(error).splitlines()[0]
        observe(Event(STEP, "warning", f"{folder} does not hold what is published: {reason}"))
        return False
    return True


def _note(project: Project) -> Path:
    return project.home / "parquet_folders.json"


def _remembered(project: Project) -> list[Path]:
    note = _note(project)
    return [Path(text) for text in json.loads(note.read_text(encoding="utf-8"))] if note.is_file() else []


def _remember(project: Project, folder: Path) -> None:
    """Note a folder before anything is written to it."""
    known = _remembered(project)
    if folder not in known:
        note = _note(project)
        fresh = fresh_file(note)
        fresh.write_text(json.dumps([str(one) for one in [*known, folder]], indent=2) + "\n", encoding="utf-8")
        take_place(fresh, note)
