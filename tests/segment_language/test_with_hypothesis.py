"""Hypothesis looks for a segment that the warehouse and the reference evaluator judge differently.

The shop is one of `random_shops`, built once: a build takes too long for each example. Its segments are drawn by
Hypothesis, which cuts one that differs down to the conditions it takes.
"""

from datetime import datetime
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reference import Settings
from tests.segment_language.built_shop import BuiltShop
from tests.segment_language.random_segments import random_score_rules, random_segments
from tests.segment_language.random_shops import random_shop

EXAMPLES = 150
# The last of them may read those before it.
SEGMENTS = 3


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> BuiltShop:
    random = Random("hypothesis")  # noqa: S311 - repeatable, not secret
    shop = random_shop(random, Settings(datetime.fromisoformat("2024-02-29T21:30:00"), "Europe/Moscow"))
    return BuiltShop.build(tmp_path_factory.mktemp("hypothesis") / "shop", shop, random_score_rules(random, shop))


@settings(max_examples=EXAMPLES, derandomize=True, deadline=None)
@given(random=st.randoms(use_true_random=False))
def test_segments_are_judged_the_same(built: BuiltShop, random: Random) -> None:
    segments, filters = random_segments(random, built.shop, built.score_rules, random.randint(1, SEGMENTS))
    expected, members = built.expected(segments, filters).members, built.members(segments, filters)
    written = "\n".join(map(str, filters))
    assert members == expected, f"not the same at {built.shop.settings} for the segments\n{written}"
