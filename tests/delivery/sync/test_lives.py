"""Random lives, and no rule of sending broken (long_run.py takes as many as it is told)."""

from random import Random

import pytest

from tests.delivery.sync.lives import Lives
from tests.delivery.sync.world import World


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    metafunc.parametrize("seed", range(1, 2 + metafunc.config.getoption("more_lives")))


def test_random_lives_break_no_rule(seed: int, world: World) -> None:
    random = Random(f"lives-{seed}")  # noqa: S311 - repeatable, not secret
    lives = Lives(world, random, customers=60)
    for number in range(6):
        assert list(lives.step()) == [], f"step {number} of seed {seed}"
