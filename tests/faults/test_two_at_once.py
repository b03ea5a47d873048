"""Two refreshes at once, through one door or through both."""

import dagster as dg
import pytest

from tests.faults.disturbed_shop import DisturbedShop
from tests.faults.readers import reading
from tests.harness.shop import WITHOUT_DATA_TESTS

REFUSED = 3


def test_the_second_of_two_is_refused_and_a_hundred_readers_are_not_disturbed(shop: DisturbedShop) -> None:
    with reading(shop.published, shop.base.parent / "stop", readers=100) as seen:
        outcomes = [running.wait() for running in [shop.start(), shop.start()]]
    assert sorted(outcome.exit_code for outcome in outcomes) == [0, REFUSED]
    refused = next(outcome for outcome in outcomes if outcome.exit_code)
    assert "another refresh is running (started from a test, process" in refused.message
    assert seen["last_of_openers"] == ["20260309T230000Z"]
    assert seen["last_of_holders"] == ["20260309T190000Z"]
    assert seen["reads"] > 200  # each before and after the refresh, and some while it ran
    assert not shop.left_by_one_more()


@pytest.mark.long
def test_a_dagster_run_waits_for_the_command_line(shop: DisturbedShop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEGMENTS_PROJECT", str(shop.shop.shop.root))
    monkeypatch.setenv("SEGMENTS_RETRY_SECONDS", "2")
    monkeypatch.setenv("SEGMENTS_THREADS", "1")
    for name, value in WITHOUT_DATA_TESTS.items():
        monkeypatch.setenv(name, value)
    for name in ("SEGMENTS_HOME", "SHOP_DATA"):
        monkeypatch.delenv(name, raising=False)
    from orchestration.definitions import defs  # noqa: PLC0415 it looks for the project

    job = defs().resolve_job_def("refresh")
    running = shop.start()
    config = {"resources": {"refresh_run": {"config": {"as_of": shop.order.as_of}}}}
    with dg.DagsterInstance.ephemeral() as instance:
        result = job.execute_in_process(run_config=config, instance=instance, raise_on_error=False)
    assert running.wait().exit_code == 0
    assert result.success
    assert not shop.left_by_one_more()
