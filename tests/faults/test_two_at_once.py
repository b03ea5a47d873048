"""Two refreshes at once, through one door or through both."""

import dagster as dg
import pytest

from tests.faults.disturbed_shop import DisturbedShop

REFUSED = 3


def test_the_second_of_two_is_refused_and_the_first_is_not_disturbed(watched_shop: DisturbedShop) -> None:
    outcomes = [running.wait() for running in [watched_shop.start(), watched_shop.start()]]
    assert sorted(outcome.exit_code for outcome in outcomes) == [0, REFUSED]
    refused = next(outcome for outcome in outcomes if outcome.exit_code)
    assert "another refresh is running (started from a test, process" in refused.message
    assert not watched_shop.left_by_one_more()


def test_a_dagster_run_waits_for_the_command_line(shop: DisturbedShop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEGMENTS_PROJECT", str(shop.shop.shop.root))
    monkeypatch.setenv("SEGMENTS_RETRY_SECONDS", "2")
    monkeypatch.setenv("SEGMENTS_THREADS", "1")
    monkeypatch.setenv("DBT_EXCLUDE_RESOURCE_TYPES", "test")
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
