"""The value every step works from, and the one place that reads the clock."""

from __future__ import annotations

import subprocess
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from orchestration.project import Project
from orchestration.refresh.errors import AsOfNotATimeError
from orchestration.refresh.publications_to_keep import publications_to_keep

UNKNOWN_COMMIT = "unknown"


@dataclass(frozen=True)
class Refresh:
    """Hold what makes one refresh: the same value given to the same steps gives the same warehouse.

    Args:
        project: where everything is.
        as_of: the instant the segments are evaluated at, UTC, whole seconds.
        refresh_id: `as_of` as a key that sorts by time.
        started_at: when the refresh was started, UTC, whole seconds.
        definition_commit: the git commit of the definitions, with `-dirty` when files differ from it.
        full: rebuild incremental models instead of bringing them up to date.
        clock: reading of the monotonic clock at the start; the duration is counted from it.
    """

    project: Project
    as_of: datetime
    refresh_id: str
    started_at: datetime
    definition_commit: str
    full: bool
    clock: float


def start_refresh(project: Project, as_of: datetime | None = None, *, full: bool = False) -> Refresh:
    """Read the clock, once, and make the value of a new refresh.

    Args:
        project: the project to refresh.
        as_of: instant to evaluate at; the present one when missing. Without a zone it is taken as UTC.
        full: rebuild everything that can be recomputed.
    """
    publications_to_keep()  # a setting that does not read is told before anything is done
    now = _whole_seconds(datetime.now(UTC))
    instant = now if as_of is None else _whole_seconds(as_of)
    return Refresh(
        project=project,
        as_of=instant,
        refresh_id=f"{instant:%Y%m%dT%H%M%SZ}",
        started_at=now,
        definition_commit=_definition_commit(project.root),
        full=full,
        clock=time.monotonic(),
    )


def parse_as_of(text: str) -> datetime:
    """Read an instant from ISO 8601; without a zone it is UTC.

    >>> parse_as_of("2026-03-01T11:00:00+03:00").isoformat()
    '2026-03-01T08:00:00+00:00'
    """
    try:
        return _whole_seconds(datetime.fromisoformat(text.strip()))
    except (ValueError, OverflowError) as error:
        raise AsOfNotATimeError(text) from error


def _whole_seconds(instant: datetime) -> datetime:
    zoned = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
    return zoned.replace(microsecond=0)


def _definition_commit(root: Path) -> str:
    commit = _git(root, "rev-parse", "HEAD")
    if not commit:
        return UNKNOWN_COMMIT
    return f"{commit}-dirty" if _git(root, "status", "--porcelain", "--", ".") else commit


def _git(root: Path, *arguments: str) -> str:
    """Ask git; an empty answer where there is no git, no repository or no commit yet."""
    try:
        done = subprocess.run(  # noqa: S603 the arguments are constants
            ["git", "-C", str(root), *arguments],  # noqa: S607 git is found on the PATH like everywhere
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
