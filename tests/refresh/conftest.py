import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.refresh.small_shop import SmallShop

MOSCOW_AND_PERM = {1: "Moscow", 2: "Perm", 3: "moscow"}


@pytest.fixture(scope="session")
def refreshed_once(tmp_path_factory: pytest.TempPathFactory) -> SmallShop:
    """A shop after its first refresh, at 08:00; to be copied, not changed."""
    shop = SmallShop.make(tmp_path_factory.mktemp("refreshed") / "shop")
    shop.write(MOSCOW_AND_PERM, {1: 1, 2: 99})
    shop.refresh("08:00")
    return shop


@pytest.fixture
def shop(refreshed_once: SmallShop, tmp_path: Path) -> SmallShop:
    """A copy of the shop after its first refresh."""
    shutil.copytree(refreshed_once.project.root, tmp_path / "shop")
    return SmallShop.at(tmp_path / "shop")


@pytest.fixture
def fresh_shop(tmp_path: Path) -> SmallShop:
    """A shop that was never refreshed."""
    return SmallShop.make(tmp_path / "shop")


@pytest.fixture
def copy_of(tmp_path: Path) -> Callable[[SmallShop, str], SmallShop]:
    """Copies a shop as it stands, so that two ways on from there can be compared."""

    def copy(shop: SmallShop, name: str) -> SmallShop:
        shutil.copytree(shop.project.root, tmp_path / name)
        return SmallShop.at(tmp_path / name)

    return copy
