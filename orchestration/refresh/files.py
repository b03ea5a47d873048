"""Put one file in another's place, so that whoever looks and whatever happens sees one of the two whole."""

from __future__ import annotations

import os
from pathlib import Path


def next_file(path: Path) -> Path:
    """Name the file that is to take a file's place."""
    return path.with_name(f"{path.name}.next")


def fresh_file(path: Path) -> Path:
    """Name the file that is to take a file's place, and remove what somebody who was killed left of one."""
    fresh = next_file(path)
    for left in (fresh, fresh.with_name(f"{fresh.name}.wal")):
        left.unlink(missing_ok=True)
    return fresh


def take_place(fresh: Path, path: Path) -> None:
    """Move a file over another in one move that a loss of power does not undo by half."""
    sync(fresh)
    fresh.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Wait until a file, or the names in a folder, would survive a loss of power."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
