import pytest

from tests.analytics.small_shop import Refreshed, refresh_twice


@pytest.fixture(scope="session")
def refreshed(tmp_path_factory: pytest.TempPathFactory) -> Refreshed:
    return refresh_twice(tmp_path_factory.mktemp("analytics"))
