from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.delivery.sync.watched import WatchedStandIn
from tests.delivery.sync.world import World


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """A shop without customers and an empty list at a platform that keeps to its contract."""
    stand_in = WatchedStandIn()
    monkeypatch.setenv("MAILCHIMP_URL", stand_in.url)
    monkeypatch.setenv("MAILCHIMP_API_KEY", WatchedStandIn.KEY)
    yield World(tmp_path / "shop", stand_in)
    stand_in.stop()
    assert stand_in.violations == []
