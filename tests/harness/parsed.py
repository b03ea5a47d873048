"""What dbt has parsed, handed on from one temporary shop to the next with the same project file.

A full parse is a third of a small shop's first refresh. dbt compares every file with what it parsed, as it does when a
user edits definitions, so that a shop only pays for what differs from the one before.
"""

import os
import shutil
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

VARIABLE = "SEGMENTS_TESTS_PARSED"
PARSED = Path("target", "partial_parse.msgpack")


def begin() -> Path:
    """Make the folder that every worker of this run shares."""
    folder = Path(mkdtemp(prefix="segments-parsed-"))
    os.environ[VARIABLE] = str(folder)
    return folder


def take(shop: Path) -> None:
    """Give a new shop what an earlier one with its project file left."""
    kept = _kept(shop)
    if kept and kept.exists():
        (shop / PARSED).parent.mkdir(exist_ok=True)
        shutil.copyfile(kept, shop / PARSED)


def leave(shop: Path) -> None:
    """Keep what a shop's refresh has parsed, if it is the first with its project file."""
    kept = _kept(shop)
    if kept and not kept.exists() and (shop / PARSED).exists():
        unfinished = kept.with_suffix(f".{os.getpid()}")
        shutil.copyfile(shop / PARSED, unfinished)
        unfinished.replace(kept)


def _kept(shop: Path) -> Path | None:
    folder = os.environ.get(VARIABLE)
    if folder is None:
        return None  # a long run outside pytest
    return Path(folder, sha256((shop / "dbt_project.yml").read_bytes()).hexdigest())
