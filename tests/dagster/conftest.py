from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from orchestration.definitions import defs
from tests.dagster.asset_shop import AssetShop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AssetShop]:
    """A small shop with a warehouse of its own, the project everything in the module works on."""
    made = AssetShop.make(tmp_path_factory.mktemp("dagster") / "shop")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SEGMENTS_PROJECT", str(made.root))
        environment.setenv("SEGMENTS_THREADS", "1")
        environment.setenv("SEGMENTS_RETRY_SECONDS", "0.01")
        environment.delenv("SEGMENTS_HOME", raising=False)
        environment.delenv("SHOP_DATA", raising=False)
        environment.delenv("SEGMENTS_CRON", raising=False)
        environment.delenv("SEGMENTS_FULL_CRON", raising=False)
        yield made


@pytest.fixture
def definitions(shop: AssetShop) -> dg.Definitions:
    """What Dagster loads for the shop."""
    return defs()


@pytest.fixture
def copied_seeds(shop: AssetShop) -> Iterator[Path]:
    """The shop's seeds, put back as they were afterwards with what is generated from them."""
    before = {path: path.read_bytes() for path in shop.seeds.glob("*.csv")}
    yield shop.seeds
    for path, content in before.items():
        path.write_bytes(content)
    shop.command("generate")
