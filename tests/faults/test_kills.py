"""A dozen kills, at node boundaries and at random instants; `long_run.py` does hundreds."""

from random import Random

import pytest

from tests.faults.disturbed_shop import DisturbedShop
from tests.faults.kills import at_event, at_instant

KILLED = -9
CHAINS = range(2)


@pytest.mark.parametrize("chain", CHAINS)
def test_a_refresh_killed_again_and_again_ends_like_one_that_was_not(watched_shop: DisturbedShop, chain: int) -> None:
    random = Random(chain)  # noqa: S311 - repeatable, not secret
    places = [(chain + part * len(CHAINS)) * watched_shop.events // 12 for part in range(6)]
    kills = [at_event(place + random.randint(0, 3)) for place in places[:5]]
    kills.append(at_instant(random.uniform(0.3, 3)) if chain % 2 else at_event(places[5] + random.randint(0, 3)))
    outcomes = [kill(watched_shop) for kill in kills]
    assert KILLED in [outcome.exit_code for outcome in outcomes]
    assert not watched_shop.left_by_one_more(), [outcome.last for outcome in outcomes]


def test_killed_right_after_it_was_published(watched_shop: DisturbedShop) -> None:
    outcome = at_event(watched_shop.events - 1)(watched_shop)
    assert outcome.exit_code == KILLED
    assert not watched_shop.is_as_before()
    assert not watched_shop.left_by_one_more()
