"""The last published files, kept beside the present one so that `segments rollback` can put one back.

A kept file is another name of the file that was published, so it costs its own size and no time. Where the file system
knows no hard links it is a copy.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from orchestration.project import Project
from orchestration.refresh.errors import RefreshError
from orchestration.refresh.files import fresh_file, take_place
from orchestration.refresh.log import LOG, SUCCEEDED
from orchestration.refresh.progress import Event, Observe
from orchestration.refresh.publication_errors import (
    NothingKeptError,
    PublicationBrokenError,
    UnknownPublicationError,
)
from orchestration.refresh.warehouse import open_warehouse


@dataclass(frozen=True)
class Publication:
    """Describe a published file by its last refresh.

    Args:
        refresh_id: key of the refresh that published it.
        as_of: its instant, UTC, without a zone.
        started_at: when it started, UTC, without a zone.
        members: memberships in it.
        path: the file.
        size: its bytes.
        earlier: keys of the refreshes its history holds before that one, the oldest first.
    """

    refresh_id: str
    as_of: datetime
    started_at: datetime
    members: int | None
    path: Path
    size: int
    earlier: tuple[str, ...]

    def is_same(self, other: Publication | None) -> bool:
        """Tell whether both are of the same run of the same refresh."""
        return other is not None and (self.refresh_id, self.started_at) == (other.refresh_id, other.started_at)


def kept_folder(project: Project) -> Path:
    """Give the folder of the kept files."""
    return project.home / "publications"


def kept_publications(project: Project) -> list[Publication]:
    """List the kept files that can be read, the newest first."""
    files = sorted(kept_folder(project).glob("*.duckdb"), reverse=True)
    return [publication for path in files if (publication := read_publication(path)) is not None]


def present_publication(project: Project) -> Publication | None:
    """Describe the published file; None when there is none that can be read."""
    return read_publication(project.published_file)


def read_publication(path: Path) -> Publication | None:
    """Describe a published file; None when it is not one that can be read."""
    if not path.is_file():
        return None
    try:
        with open_warehouse(path, read_only=True) as connection:
            refreshes = connection.execute(
                f"select refresh_id, as_of, started_at, members from {LOG} "  # noqa: S608 constants
                f"where status = '{SUCCEEDED}' order by refresh_id"
            ).fetchall()
    except (RefreshError, duckdb.Error):
        return None
    if not refreshes:
        return None
    refresh_id, as_of, started_at, members = refreshes[-1]
    earlier = tuple(row[0] for row in refreshes[:-1])
    return Publication(refresh_id, as_of, started_at, members, path, path.stat().st_size, earlier)


def keep_present(project: Project, observe: Observe) -> None:
    """Keep the published file under the key of its refresh; what was kept under it before is replaced."""
    present = present_publication(project)
    if present is None:
        return
    kept = kept_folder(project) / f"{present.refresh_id}.duckdb"
    if kept.exists() and (kept.samefile(present.path) or present.is_same(read_publication(kept))):
        return
    try:
        kept.parent.mkdir(exist_ok=True)
        take_place(link_or_copy(present.path, kept), kept)
    except OSError as error:  # nothing that is published is lost by it
        observe(Event("publish", "warning", f"{kept.name} is not kept for `segments rollback`: {error}"))


def prune(project: Project, number: int, observe: Observe) -> None:
    """Remove the kept files but the newest, and never the present one."""
    try:
        for path in sorted(kept_folder(project).glob("*.duckdb"), reverse=True)[number:]:
            if not path.samefile(project.published_file):
                path.unlink()
    except OSError as error:  # it is published all the same
        observe(Event("publish", "warning", f"a kept publication cannot be removed: {error}"))


def put_back(project: Project, refresh_id: str | None, observe: Observe) -> tuple[Publication, Publication | None]:
    """Put a kept publication in the present one's place in one move, and give both; under the refresh lock.

    Args:
        project: where everything is.
        refresh_id: which; by default the one the present one's history has before it.
        observe: gets the warnings.
    """
    present, kept = present_publication(project), kept_publications(project)
    chosen = _chosen(kept, present, refresh_id, project)
    if chosen.is_same(present):
        return chosen, present
    keep_present(project, observe)
    take_place(link_or_copy(chosen.path, project.published_file), project.published_file)
    return chosen, present


def link_or_copy(source: Path, target: Path) -> Path:
    """Make a second name of a file beside a target, ready to take the target's place."""
    fresh = fresh_file(target)
    try:
        fresh.hardlink_to(source)
    except OSError:  # the file system knows no hard links, or the folder is on another one
        shutil.copy2(source, fresh)
    return fresh


def _chosen(
    kept: list[Publication], present: Publication | None, refresh_id: str | None, project: Project
) -> Publication:
    by_id = {publication.refresh_id: publication for publication in kept}
    if refresh_id is None:
        earlier = [one for one in kept if present is None or one.refresh_id in present.earlier]
        if not earlier:
            raise NothingKeptError(kept_folder(project), present.refresh_id if present else None)
        return earlier[0]
    if refresh_id in by_id:
        return by_id[refresh_id]
    path = kept_folder(project) / f"{refresh_id}.duckdb"
    if any(path == one for one in kept_folder(project).glob("*.duckdb")):
        raise PublicationBrokenError(path, by_id)
    raise UnknownPublicationError(refresh_id, by_id)
