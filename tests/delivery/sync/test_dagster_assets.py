"""Destinations as Dagster sees them: planned after each publication, applied where that is asked for, checked."""

import dagster as dg
import pytest

from orchestration.defs.destinations.assets import destinations
from tests.delivery.platforms.stand_ins.server import Fault
from tests.delivery.sync.world import World

KEY = dg.AssetKey(["destinations", "tea_list"])


@pytest.fixture
def instance(world: World, monkeypatch: pytest.MonkeyPatch) -> dg.DagsterInstance:
    monkeypatch.setenv("SEGMENTS_PROJECT", str(world.root))
    monkeypatch.setenv("SEGMENTS_RETRY_SECONDS", "0.01")
    for name in ("SEGMENTS_HOME", "SHOP_DATA"):
        monkeypatch.delenv(name, raising=False)
    return dg.DagsterInstance.ephemeral()


def run(instance: dg.DagsterInstance) -> dg.ExecuteInProcessResult:
    return destinations().resolve_job_def("sync").execute_in_process(instance=instance, raise_on_error=False)


def figures(result: dg.ExecuteInProcessResult) -> dict[str, object]:
    (event,) = result.get_asset_materialization_events()
    assert event.asset_key == KEY
    return {name: entry.value for name, entry in event.materialization.metadata.items()}


def checks(result: dg.ExecuteInProcessResult) -> dict[str, bool]:
    return {one.check_name: one.passed for one in result.get_asset_check_evaluations()}


def test_a_plan_is_made_and_waits_for_somebody_to_apply_it(world: World, instance: dg.DagsterInstance) -> None:
    world.add("ann", "bob")
    world.add("dan", has_consent=False)
    world.publish()
    result = run(instance)
    assert result.success
    assert figures(result) == {
        "dagster/row_count": 0, "adds": 2, "updates": 0, "removes": 0, "waiting": 0,
        "plan": "tea_list-20260301T120000Z-1", "kept_off": "no_consent 1",
    }  # fmt: skip
    assert checks(result) == {"nothing_stops_for_a_human": True, "nothing_was_given_up": True}
    assert world.listed == set()


def test_a_plan_is_applied_where_that_is_asked_for_until_it_would_take_off_too_many(
    world: World, instance: dg.DagsterInstance
) -> None:
    world.say_destination(auto_apply="true", max_shrink="0.4")
    world.add("ann", "bob")
    world.publish()
    result = run(instance)
    assert (figures(result)["dagster/row_count"], figures(result)["outcomes"]) == (2, "done 2")
    assert world.listed == {"ann", "bob"}

    world.customers["ann"].is_in = False
    world.publish()
    stopped = run(instance)
    assert stopped.success
    assert checks(stopped) == {"nothing_stops_for_a_human": False, "nothing_was_given_up": True}
    assert world.listed == {"ann", "bob"}


def test_a_platform_that_does_not_answer_is_tried_again(world: World, instance: dg.DagsterInstance) -> None:
    world.say_destination(auto_apply="true")
    world.add("ann")
    world.publish()
    world.stand_in.faults.append(Fault(status=429, retry_after="120"))
    result = run(instance)
    assert result.success
    assert world.listed == {"ann"}
    assert any(event.is_step_up_for_retry for event in result.all_events)


def test_without_an_active_destination_there_is_nothing(world: World, instance: dg.DagsterInstance) -> None:
    assert instance.is_ephemeral
    world.say_destination(is_active="false")
    assert list(destinations().assets or ()) == []
