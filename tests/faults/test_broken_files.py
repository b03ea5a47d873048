"""Warehouse files that are cut off, overwritten, emptied or gone."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.faults.disturbed_shop import DisturbedShop

Damage = Callable[[Path], None]


def cut_off(path: Path) -> None:
    """Leave the first half of a file, as a copy that was broken off does."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwrite(path: Path) -> None:
    """Put random bytes in the middle, as a bad disk does."""
    content = bytearray(path.read_bytes())
    start = len(content) // 4
    content[start : start * 3] = Random(1).randbytes(start * 2)  # noqa: S311 - repeatable, not secret
    path.write_bytes(content)


def empty(path: Path) -> None:
    """Leave nothing in a file."""
    path.write_bytes(b"")


def remove(path: Path) -> None:
    """Lose a file."""
    path.unlink()


DAMAGES = [cut_off, *(pytest.param(damage, marks=pytest.mark.long) for damage in (overwrite, empty, remove))]


def damage_alone(path: Path, damage: Damage) -> None:
    """Damage a file as if it were another one: hard links to it stay as they were."""
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content)
    damage(path)


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_broken_publication_is_made_again(shop: DisturbedShop, damage: Damage) -> None:
    damage_alone(shop.published, damage)
    assert not shop.left_by_one_more()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_broken_build_file_is_made_again(shop: DisturbedShop, damage: Damage) -> None:
    damage_alone(shop.build, damage)
    assert not shop.left_by_one_more()


def test_a_history_nobody_else_has_is_not_begun_anew_by_itself(shop: DisturbedShop) -> None:
    shop.build.unlink()
    for kept in (shop.home / "publications").glob("*.duckdb"):
        kept.unlink()
    cut_off(shop.published)
    before = shop.published.read_bytes()
    outcome = shop.refresh()
    assert outcome.exit_code == 3
    assert "put a backup in its place" in outcome.message
    assert shop.published.read_bytes() == before


def test_a_lost_build_and_a_broken_publication_leave_the_kept_ones(shop: DisturbedShop) -> None:
    shop.build.unlink()
    damage_alone(shop.published, empty)
    assert not shop.left_by_one_more()
