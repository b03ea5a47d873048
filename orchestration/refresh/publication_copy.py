"""Copy the published file for the one that takes its place, while dbt computes: until then the disk has little to do.

What makes the copy known is its time of change, which is the published file's: a copy that was not finished, or was
written to, has another.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from orchestration.refresh.files import fresh_file, next_file, sync


@contextmanager
def copying(published: Path, *, is_wanted: bool) -> Iterator[None]:
    """Copy the published file beside the block; when the block raises, nothing is left of the copy.

    Args:
        published: the published file.
        is_wanted: whether the refresh is going to publish what changed; nothing is copied otherwise.
    """
    if not is_wanted:
        yield
        return
    fresh = fresh_file(published)
    try:
        with ThreadPoolExecutor(1, thread_name_prefix="copy") as pool:
            pool.submit(_copy_beside, published, fresh)
            yield
    except BaseException:
        _remove(fresh)
        raise


def copied(published: Path) -> Path:
    """Give the copy that was made while dbt computed, or make it now."""
    fresh = next_file(published)
    if _is_copy(fresh, published):
        fresh.with_name(f"{fresh.name}.wal").unlink(missing_ok=True)
        return fresh
    fresh = fresh_file(published)
    shutil.copyfile(published, fresh)
    return fresh


def _copy_beside(published: Path, fresh: Path) -> None:
    try:
        before = published.stat()
        shutil.copyfile(published, fresh)
        sync(fresh)
        os.utime(fresh, ns=(before.st_atime_ns, before.st_mtime_ns))
    except OSError:  # publishing copies it once more, and says what is in the way
        _remove(fresh)


def _remove(fresh: Path) -> None:
    with contextlib.suppress(OSError):  # the next publication removes it
        fresh.unlink(missing_ok=True)


def _is_copy(fresh: Path, published: Path) -> bool:
    if not fresh.exists():
        return False
    there, here = fresh.stat(), published.stat()
    return (there.st_size, there.st_mtime_ns) == (here.st_size, here.st_mtime_ns)
