from collections.abc import Iterator

import pytest

from tests.faults.disturbed_shop import DisturbedShop
from tests.faults.readers import reading


@pytest.fixture(scope="session")
def made_shop(tmp_path_factory: pytest.TempPathFactory) -> DisturbedShop:
    """The shop all faults happen to, one after the other."""
    return DisturbedShop.make(tmp_path_factory.mktemp("faults"))


@pytest.fixture
def shop(made_shop: DisturbedShop) -> DisturbedShop:
    """The shop as it is before its third refresh."""
    made_shop.begin_anew()
    return made_shop


@pytest.fixture
def watched_shop(shop: DisturbedShop) -> Iterator[DisturbedShop]:
    """The same, while somebody reads what is published; that never fails, and only whole refreshes are seen."""
    with reading(shop.published, shop.base.parent / "stop") as seen:
        yield shop
    assert seen["reads"] > 0
    assert set(seen["refreshes"]) <= {"20260309T190000Z", "20260309T230000Z"}
