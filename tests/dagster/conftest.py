import shutil
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest

from orchestration.definitions import defs
from orchestration.defs.models.manifest import load_manifest
from orchestration.project import find_project
from tests.dagster.asset_shop import AssetShop


@pytest.fixture(scope="session")
def parsed_shop(tmp_path_factory: pytest.TempPathFactory) -> AssetShop:
    """A small shop dbt has parsed; to be copied, not changed."""
    made = AssetShop.make(tmp_path_factory.mktemp("parsed") / "shop")
    load_manifest(find_project(made.root))
    return made


@pytest.fixture(scope="module")
def shop(parsed_shop: AssetShop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AssetShop]:
    """A shop with a warehouse of its own, the project everything in the module works on."""
    made = AssetShop(tmp_path_factory.mktemp("dagster") / "shop", parsed_shop.variables)
    shutil.copytree(parsed_shop.root, made.root, symlinks=True)
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
