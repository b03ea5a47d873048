"""The shop's files are replaced while a refresh reads them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.refresh.progress import Event
from tests.faults.disturbed_shop import DisturbedShop

pytestmark = pytest.mark.long


@pytest.fixture
def emptied_files(shop: DisturbedShop) -> Iterator[dict[Path, bytes]]:
    """What the shop's files are replaced by first: the first half of their lines."""
    files = {path: path.read_bytes() for path in (shop.shop.shop.root / "shop_data").iterdir()}
    yield {
        path: b"".join(content.splitlines(keepends=True)[: 1 + content.count(b"\n") // 2])
        for path, content in files.items()
    }
    for path, content in files.items():
        path.write_bytes(content)


@pytest.mark.parametrize("step", ["ingest", "begin", "build"])
def test_files_replaced_during_a_refresh(
    watched_shop: DisturbedShop, emptied_files: dict[Path, bytes], step: str
) -> None:
    whole = {path: path.read_bytes() for path in emptied_files}
    for path, content in emptied_files.items():
        path.write_bytes(content)
    replaced: list[str] = []

    def replace(event: Event) -> None:
        if event.step == step and not replaced:
            replaced.append(event.text)
            for path, content in whole.items():
                fresh = path.with_name(f"{path.name}.fresh")
                fresh.write_bytes(content)
                shutil.move(fresh, path)

    outcome = watched_shop.start().wait(replace)
    assert replaced
    assert outcome.exit_code in (0, 2, 3), outcome.message
    assert not watched_shop.left_by_one_more()
