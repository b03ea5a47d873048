"""A clock that is moved back."""

from datetime import timedelta

import pytest

from tests.faults.disturbed_shop import DisturbedShop


def test_an_instant_before_the_last_refresh_is_refused_and_costs_nothing(shop: DisturbedShop) -> None:
    earlier = shop.world.last_as_of - timedelta(hours=1)
    before = shop.published.read_bytes()
    outcome = shop.refresh(as_of=f"{earlier:%Y-%m-%dT%H:%M:%S}")
    assert outcome.exit_code == 2
    assert "is before the last successful refresh" in outcome.message
    assert shop.published.read_bytes() == before
    assert not shop.left_by_one_more()


@pytest.mark.long
def test_a_machine_whose_clock_goes_back_between_refreshes_costs_nothing(shop: DisturbedShop) -> None:
    assert shop.refresh(started_at="2001-01-01T00:00:00", kill_at=shop.events // 2).exit_code == -9
    assert shop.refresh(started_at="2000-01-01T00:00:00").exit_code == 0
    assert not shop.left_by_one_more()
