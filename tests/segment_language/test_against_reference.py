"""Two thousand random cases of shop, segment and instant: the warehouse and the reference evaluator say the same.

Each shop is refreshed twice through the public command with the models of some segments; more segments are then judged
over what was built, because a model takes dbt longer than its question takes the warehouse. The shops are the same in
every run; `--more-shops N` tries N others at each place. `long_run.py` judges many more.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.reference import Settings
from tests.segment_language.built_shop import BuiltShop
from tests.segment_language.comparison import AT_ONCE, FEW, Comparison, report
from tests.segment_language.random_segments import random_seeds, random_segments
from tests.segment_language.random_shops import random_shop

# Days that are easy to get wrong, in zones with and without summer time, west and east of UTC; and how long after
# the first refresh comes the second, at which static and inactive segments have a past.
PLACES = {
    "year_end": ("Europe/Moscow", "2024-12-31T21:30:00", timedelta(hours=4)),
    "clocks_go_forward": ("America/New_York", "2024-03-10T06:30:00", timedelta(hours=1)),
    "clocks_went_back": ("Europe/Berlin", "2023-10-29T00:30:00", timedelta(days=1, minutes=90)),
    "leap_day": ("Asia/Kathmandu", "2024-02-29T12:00:00", timedelta(days=31)),
    "28_february": ("Pacific/Kiritimati", "2023-02-28T09:59:59", timedelta(seconds=1)),
}
# Where every run asks.
SHORT = {"leap_day"}

JUDGED = 350


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    shops = range(metafunc.config.getoption("--more-shops") + 1)
    seeds = [
        pytest.param(f"{place}-{number}", marks=[pytest.mark.long] * (place not in SHORT))
        for place in PLACES
        for number in shops
    ]
    metafunc.parametrize("comparison", seeds, indirect=True, scope="module")


@pytest.fixture(scope="module")
def comparison(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    place = request.param.partition("-")[0]
    timezone, as_of, later = PLACES[place]
    random = Random(request.param)  # noqa: S311 - repeatable, not secret
    settings = Settings(datetime.fromisoformat(as_of), timezone)
    shop = random_shop(random, settings, is_parquet=place == "leap_day")
    seeds = random_seeds(random, shop, request.config.getoption("--segments-per-shop"))
    return Comparison.build(tmp_path_factory.mktemp(place) / "shop", shop, seeds, (AT_ONCE, later))


def test_members_are_the_same(comparison: Comparison, tmp_path: Path) -> None:
    assert not any(moment.differing_members() for moment in comparison.moments), report(comparison, tmp_path / "shop")


def test_aggregates_are_the_same(comparison: Comparison) -> None:
    differing = [line for moment in comparison.moments for line in moment.differing_values()]
    assert not differing, f"{len(differing)} values differ\n" + "\n".join(differing[:FEW])


def test_more_segments_over_the_same_shop(request: pytest.FixtureRequest, comparison: Comparison) -> None:
    shop = replace(comparison.shop, settings=comparison.moments[-1].settings)
    random = Random(request.node.name)  # noqa: S311 - repeatable, not secret
    segments, filters = random_segments(random, shop, comparison.seeds.score_rules, JUDGED)
    moment = BuiltShop(shop, comparison.seeds.score_rules, comparison.built).moment(segments, filters)
    written = {code: [row for row in filters if row["segment_code"] == code] for code in moment.differing_members()}
    assert not written, f"not the same at {shop.settings}\n" + "\n".join(map(str, written.items()))
    assert sum(map(len, moment.members.values())) > JUDGED
