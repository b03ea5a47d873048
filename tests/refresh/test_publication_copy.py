"""The copy of the published file that is made while dbt computes: used when it is whole, and never left behind."""

import os
from pathlib import Path

import pytest

from orchestration.refresh.publication_copy import copied, copying

CONTENT = b"published" * 100_000


@pytest.fixture
def published(tmp_path: Path) -> Path:
    path = tmp_path / "published.duckdb"
    path.write_bytes(CONTENT)
    return path


def following(published: Path) -> Path:
    return published.with_name("published.duckdb.next")


def made(published: Path) -> int:
    """Make the copy beside a block, and give what tells it from another one of the same content."""
    with copying(published, is_wanted=True):
        pass
    return following(published).stat().st_ino


def test_a_copy_that_was_made_beside_is_not_made_again(published: Path) -> None:
    inode = made(published)
    Path(f"{following(published)}.wal").write_bytes(b"of a refresh that was killed")
    assert copied(published) == following(published)
    assert following(published).stat().st_ino == inode
    assert following(published).read_bytes() == CONTENT
    assert not Path(f"{following(published)}.wal").exists()


def test_without_one_it_is_made(published: Path) -> None:
    with copying(published, is_wanted=False):
        pass
    assert not following(published).exists()
    assert copied(published).read_bytes() == CONTENT


@pytest.mark.parametrize("rest", [b"", CONTENT[:1000], CONTENT[::-1]], ids=["empty", "half", "written to"])
def test_what_is_not_the_whole_copy_is_made_again(published: Path, rest: bytes) -> None:
    following(published).write_bytes(rest)
    assert copied(published).read_bytes() == CONTENT


def test_of_another_published_file_it_is_made_again(published: Path) -> None:
    made(published)
    newer = published.with_name("newer")
    newer.write_bytes(CONTENT[::-1])
    os.utime(newer, (1, 1))
    newer.replace(published)
    assert copied(published).read_bytes() == CONTENT[::-1]


def test_a_block_that_fails_leaves_no_copy(published: Path) -> None:
    with pytest.raises(RuntimeError), copying(published, is_wanted=True):
        raise RuntimeError
    assert not following(published).exists()


def test_a_copy_that_cannot_be_made_does_not_stop_the_block(published: Path) -> None:
    with copying(published.with_name("nothing.duckdb"), is_wanted=True):
        done = True
    assert done
    assert not published.with_name("nothing.duckdb.next").exists()
