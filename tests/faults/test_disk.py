"""A disk that is full, and folders and files nobody may write to."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.disturbed_shop import DisturbedShop

STOPPED = 3


def test_a_disk_that_fills_up_anywhere_costs_nothing(watched_shop: DisturbedShop) -> None:
    """No file can grow beyond a size, the way a quota or a full disk stops it; each size stops another step."""
    published, build = watched_shop.published.stat().st_size, watched_shop.build.stat().st_size
    outcomes = [watched_shop.refresh(largest_file=size) for size in (4096, published // 2, build, build + 500_000)]
    assert outcomes[0].exit_code == STOPPED
    assert outcomes[1].exit_code == STOPPED
    assert {outcome.exit_code for outcome in outcomes} <= {0, STOPPED}, outcomes
    assert all(outcome.message for outcome in outcomes if outcome.exit_code)
    if 0 not in [outcome.exit_code for outcome in outcomes]:
        assert watched_shop.is_as_before()
    assert not watched_shop.left_by_one_more()


@pytest.mark.long
def test_a_disk_without_space_costs_nothing(shop: DisturbedShop) -> None:
    """A real file system without a free block, where one can be mounted."""
    with small_disk(shop.home, free=200_000) as is_there:
        if not is_there:
            pytest.skip("no file system can be mounted here")
        outcome = shop.refresh()
        assert (outcome.exit_code, shop.is_as_before()) == (STOPPED, True), outcome
        kept = shutil.copytree(shop.home, shop.base.parent / "kept", dirs_exist_ok=True)
    shutil.copytree(kept, shop.home, dirs_exist_ok=True)
    assert not shop.left_by_one_more()


@pytest.mark.long
@pytest.mark.parametrize("places", [("",), ("build.duckdb", "../target", "../logs")], ids=["folder", "files"])
def test_what_may_not_be_written_costs_nothing(watched_shop: DisturbedShop, places: tuple[str, ...]) -> None:
    for place in places:
        with read_only(watched_shop.home / place):
            outcome = watched_shop.refresh(obeys_modes=True)
        assert outcome.exit_code == STOPPED, (place, outcome)
        assert "ermission" in outcome.message, (place, outcome.message)
        assert watched_shop.is_as_before()
    assert not watched_shop.left_by_one_more()


@contextmanager
def read_only(path: Path) -> Iterator[None]:
    """Take the permission to write to a file, or to a folder and what is in it, as long as the block lasts."""
    paths = [path, *path.rglob("*")] if path.is_dir() else [path]
    modes = {one: one.stat().st_mode for one in paths}
    for one in paths:
        one.chmod(modes[one] & ~0o222)
    try:
        yield
    finally:
        for one, mode in modes.items():
            one.chmod(mode)


@contextmanager
def small_disk(folder: Path, free: int) -> Iterator[bool]:
    """Put a file system of its own in the place of a folder, with the same files and little space; false: it cannot."""
    files = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    size = sum(map(len, files.values())) + free
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        yield False
        return
    try:
        for path, content in files.items():
            (folder / path).parent.mkdir(exist_ok=True)
            (folder / path).write_bytes(content)
        yield True
    finally:
        subprocess.run(["umount", str(folder)], check=True)
