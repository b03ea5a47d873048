import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.erasure.people import make_shop
from tests.harness import Shop


@pytest.fixture(scope="session")
def refreshed_twice(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The shop with Ann, after two refreshes; to be copied, not changed."""
    return make_shop(tmp_path_factory.mktemp("with_ann") / "shop")


@pytest.fixture
def copy_of(tmp_path: Path) -> Callable[[Shop], Shop]:
    def copy(shop: Shop) -> Shop:
        # The names of one file stay names of one file.
        root = tmp_path / "shop"
        shutil.copytree(shop.root, root, symlinks=True)
        for path in (root / "warehouse").rglob("*.duckdb"):
            if (
                path.name != "published.duckdb"
                and path.read_bytes() == (root / "warehouse/published.duckdb").read_bytes()
            ):
                path.unlink()
                path.hardlink_to(root / "warehouse" / "published.duckdb")
        return Shop(root, shop.variables)

    return copy


@pytest.fixture
def shop(refreshed_twice: Shop, copy_of: Callable[[Shop], Shop]) -> Shop:
    """A copy of the shop with Ann."""
    return copy_of(refreshed_twice)
