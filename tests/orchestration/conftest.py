"""Demo shops that several tests look at; none of them may change one."""

from datetime import UTC, datetime, timedelta

import pytest

from orchestration.demo_shop import advance_demo_shop, make_demo_shop

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=4)


@pytest.fixture(scope="package")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shop")
    make_demo_shop(folder, now=NOW)
    return folder


@pytest.fixture(scope="package")
def clean(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clean")
    make_demo_shop(folder, now=NOW, faults=False)
    return folder


@pytest.fixture(scope="package")
def advanced(tmp_path_factory):
    folder = tmp_path_factory.mktemp("advanced")
    make_demo_shop(folder, now=NOW, faults=False)
    return folder, advance_demo_shop(folder, to=LATER)
