"""Hundreds of random segments over random shops: the warehouse and the reference evaluator say the same.

The shops are the same in every run. `--more-shops N` tries N others at each place; a refresh takes about ten seconds.
"""

from datetime import datetime
from pathlib import Path
from random import Random

import pytest

from tests.reference import Settings
from tests.segment_language.comparison import FEW, Comparison, report
from tests.segment_language.random_segments import random_batch
from tests.segment_language.random_shops import random_shop

SEGMENTS_PER_SHOP = 100
# Days that are easy to get wrong, in zones with and without summer time, west and east of UTC.
PLACES = {
    "year_end": ("Europe/Moscow", "2024-12-31T21:30:00"),
    "clocks_go_forward": ("America/New_York", "2024-03-10T07:30:00"),
    "clocks_went_back": ("Europe/Berlin", "2023-10-30T22:59:59"),
    "leap_day": ("Asia/Kathmandu", "2024-02-29T12:00:00"),
    "28_february": ("Pacific/Kiritimati", "2023-02-28T09:59:59"),
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    shops = range(metafunc.config.getoption("--more-shops") + 1)
    seeds = [f"{place}-{number}" for place in PLACES for number in shops]
    metafunc.parametrize("comparison", seeds, indirect=True, scope="module")


@pytest.fixture(scope="module")
def comparison(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    place = request.param.partition("-")[0]
    timezone, as_of = PLACES[place]
    random = Random(request.param)  # noqa: S311 - repeatable, not secret
    settings = Settings(datetime.fromisoformat(as_of), timezone)
    shop = random_shop(random, settings, is_parquet=place == "leap_day")
    batch = random_batch(random, shop, SEGMENTS_PER_SHOP)
    return Comparison.build(tmp_path_factory.mktemp(place) / "shop", shop, batch)


def test_members_are_the_same(comparison: Comparison, tmp_path: Path) -> None:
    assert not comparison.differing_members(), report(comparison, tmp_path / "shop")


def test_aggregates_are_the_same(comparison: Comparison) -> None:
    differing = comparison.differing_values()
    assert not differing, f"{len(differing)} values differ\n" + "\n".join(differing[:FEW])
