"""One refresh at a time: a lock of the operating system, so that a killed refresh leaves nothing behind."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from orchestration.refresh.build_readers import without_readers
from orchestration.refresh.errors import RefreshRunningError, WarehouseFolderError
from orchestration.refresh.start import Refresh


@contextmanager
def refresh_lock(refresh: Refresh, door: str) -> Iterator[None]:
    """Hold the project's refresh lock for as long as the block lasts.

    The note beside the lock only says who holds it; what counts is the operating system's lock, which ends with its
    process whatever the note says.

    Args:
        refresh: the refresh that is about to run.
        door: where it was started from, for the message a second one gets: `segments refresh`, `Dagster`.
    """
    home = refresh.project.home
    note = home / "refresh.json"
    lock = FileLock(home / "refresh.lock")
    try:
        home.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise _running_error(note) from error
    except OSError as error:
        raise WarehouseFolderError(home, str(error)) from error
    try:
        # Without the note the lock holds all the same: a full disk is for the steps to find.
        with contextlib.suppress(OSError):
            note.write_text(
                json.dumps({"pid": os.getpid(), "since": f"{refresh.started_at:%Y-%m-%dT%H:%M:%SZ}", "door": door}),
                encoding="utf-8",
            )
        with without_readers(home):
            yield
    finally:
        with contextlib.suppress(OSError):
            note.unlink(missing_ok=True)
        lock.release()


def _running_error(note: Path) -> RefreshRunningError:
    try:
        holder = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        holder = {}  # the holder has the lock and is about to write the note, or just removed it
    return RefreshRunningError(pid=holder.get("pid"), since=holder.get("since"), door=holder.get("door"))
