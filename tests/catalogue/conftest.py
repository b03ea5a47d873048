import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.catalogue.browser import Visitor, browsing, serving
from tests.explanations.conftest import seed_rows
from tests.harness import Shop
from tests.harness.shop import HOUSE

# Markdown, HTML, a formula, an emoji name and letters that turn the line: all of it is a name.
HOSTILE = "**bold** <b onmouseover=alert(1)>b</b> $x^2$ :smile: \u202eevil 🍵"


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """A small demo shop with the demo's seeds, after two refreshes; to be read, not changed."""
    shop = Shop.open(
        tmp_path_factory.mktemp("catalogue") / "shop", shop_timezone="Europe/Moscow", reporting_currency="RUB"
    )
    shop.command("demo", "--customers", "300", "--now", "2026-03-01T00:00:00")
    for seed in ("score_rules", "segment_priorities", "segment_contracts"):
        shutil.copy(HOUSE / "seeds" / f"{seed}.csv", shop.root / "seeds")
    segments = [row | ({"name": HOSTILE} if row["segment_code"] == "vip" else {}) for row in seed_rows("segments")]
    shop.write_seeds(segments, seed_rows("segment_filters"), seed_rows("score_rules"))
    shop.refresh("2026-03-01T08:00:00")
    shop.command("demo", "--advance", "4h")
    shop.refresh("2026-03-01T12:00:00")
    return shop


@pytest.fixture(scope="session")
def address(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the catalogue of the shop is served."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SEGMENTS_PROJECT", str(shop.root))
        for name in ("SEGMENTS_HOME", "SHOP_DATA", "SEGMENTS_LOCALE", "SEGMENTS_SHOW_PERSONAL_DATA"):
            environment.delenv(name, raising=False)
        with serving(shop.root, tmp_path_factory.mktemp("served") / "log") as served:
            yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium for one file: while it runs, every test of the worker is inside Playwright's event loop."""
    with browsing() as started:
        yield started


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[Visitor]:
    """Somebody with an English browser; nothing may go wrong in it, and nobody else be asked."""
    with browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 900}) as context:
        visitor = Visitor(context.new_page(), address)
        yield visitor
        if folder := os.environ.get("CATALOGUE_SCREENSHOTS"):
            visitor.page.screenshot(
                path=Path(folder) / f"{os.environ['PYTEST_CURRENT_TEST'].split('::')[1].split(' ')[0]}.png"
            )
    assert visitor.complaints == []
    assert visitor.outside == []
