"""What becomes of each row of a plan, whatever the platform says."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from orchestration.delivery.errors import StalePlanError
from orchestration.delivery.plan import Plan
from orchestration.delivery.platforms.errors import PlatformError
from orchestration.delivery.rolling_back import make_rollback
from orchestration.delivery.status import parked_rows, statuses
from orchestration.delivery.store import DestinationBusyError, destination_lock
from tests.delivery.platforms.stand_ins.server import Fault
from tests.delivery.sync.world import World, hash_of


def plan_that_waits_for_bob(world: World) -> Plan:
    """Plan to add ann and bob, and apply it as far as the platform goes along: it takes ann alone."""
    world.add("ann", "bob")
    world.publish()
    plan = world.plan()
    assert plan is not None
    world.stand_in.faults.extend([Fault(), *[Fault(status=503)] * 6])
    world.apply(plan)
    return plan


def test_the_list_holds_what_the_plan_said(world: World) -> None:
    world.add("ann", "bob", "cat", "dan", "eve", "fay")
    world.publish()
    applied = world.sync()
    assert applied is not None
    assert (applied.state, applied.outcomes, applied.waiting) == ("done", {"done": 6}, 0)
    assert world.listed == {"ann", "bob", "cat", "dan", "eve", "fay"}
    assert world.stand_in.people["ann@example.com"].fields == {"NAME": "Ann"}
    status = statuses(world.project, world.specs)[0]
    assert (status.members, status.uncertain, status.waiting, status.parked, status.state) == (6, 0, 0, 0, "done")
    assert world.rows("delivery_results", "position, customer_id, outcome")[0] == (1, "ann", "done")


def test_who_left_at_the_platform_is_never_put_back(world: World) -> None:
    world.stand_in.person("ann@example.com", is_subscribed=False)
    world.add("ann", "bob")
    world.publish()
    applied = world.sync()
    assert applied is not None
    assert applied.outcomes == {"done": 1, "unsubscribed": 1}
    assert world.listed == {"bob"}
    assert world.rows("delivery_suppressions", "channel, address_hash, reason") == [
        ("email", hash_of("ann@example.com"), "unsubscribed")
    ]
    world.stand_in.requests.clear()
    world.publish()
    assert world.plan() is None
    world.customers["bob"].name = "Bobby"
    world.publish()
    plan = world.plan()
    assert plan is not None
    assert plan.header.kept_off == {"suppressed": 1}
    assert plan.header.changes == 1


def test_a_forgotten_address_is_not_tried_again(world: World) -> None:
    world.stand_in.forget("ann@example.com")
    world.add("ann")
    world.publish()
    applied = world.sync()
    assert applied is not None
    assert (applied.state, applied.waiting) == ("done", 0)
    assert world.rows("delivery_dead_letters") == []
    world.publish()
    assert world.plan() is None


def test_a_refused_row_is_parked_and_stops_nobody(world: World) -> None:
    world.stand_in.faulty.add("bob@example.com")
    world.add("ann", "bob", "cat")
    world.publish()
    applied = world.sync()
    assert applied is not None
    assert (applied.outcomes, applied.parked) == ({"done": 2, "refused": 1}, 1)
    assert world.listed == {"ann", "cat"}
    parked = parked_rows(world.project, "tea_list")
    assert [(one.action, one.rows) for one in parked] == [("add", 1)]
    world.publish()
    assert world.plan() is None


def test_a_row_that_fails_for_a_while_goes_with_the_next_round(world: World) -> None:
    world.add("ann", "bob")
    world.publish()
    plan = world.plan()
    assert plan is not None
    # the check is answered, then both attempts of the first request fail
    world.stand_in.faults.extend([Fault(), Fault(status=503), Fault(status=503)])
    applied = world.apply(plan)
    assert (applied.state, applied.outcomes) == ("done", {"done": 2})


def test_rows_that_go_on_failing_wait_and_are_given_up_in_the_end(world: World) -> None:
    world.add("ann")
    world.publish()
    plan = world.plan()
    assert plan is not None
    world.stand_in.faults.extend([Fault(), *[Fault(status=503)] * 6])
    applied = world.apply(plan)
    assert (applied.state, applied.outcomes, applied.waiting) == ("incomplete", {}, 1)
    assert statuses(world.project, world.specs)[0].uncertain == 1
    world.stand_in.faults.extend([Fault(), *[Fault(status=503)] * 6])
    applied = world.apply(plan)
    assert (applied.state, applied.outcomes, applied.waiting) == ("done", {"parked": 1}, 0)
    assert [(one.reason, one.rows) for one in parked_rows(world.project, "tea_list")] == [("status_503", 1)]


def test_a_platform_that_does_not_answer_at_all_leaves_the_plan_as_it_was(world: World) -> None:
    world.add("ann")
    world.publish()
    plan = world.plan()
    assert plan is not None
    world.stand_in.faults.extend([Fault(status=503)] * 2)
    with pytest.raises(PlatformError):
        world.apply(plan)
    assert statuses(world.project, world.specs)[0].state == "planned"
    assert world.apply(plan).outcomes == {"done": 1}


def test_consent_that_was_withdrawn_before_a_plan_is_finished_is_respected(world: World) -> None:
    plan = plan_that_waits_for_bob(world)
    world.customers["bob"].has_consent = False
    world.publish()
    applied = world.apply(plan)
    assert applied.outcomes == {"done": 1, "skipped": 1}
    assert world.listed == {"ann"}


def test_who_may_be_on_the_list_after_a_lost_answer_is_taken_off_when_they_leave(world: World) -> None:
    world.add("ann")
    world.publish()
    plan = world.plan()
    assert plan is not None
    # The work is done, the answer is lost, and then nothing works any more.
    world.stand_in.faults.extend([Fault(), Fault(), Fault(status=503, after=True), *[Fault(status=503)] * 9])
    assert world.apply(plan).waiting == 1
    world.stand_in.faults.clear()
    assert world.listed == {"ann"}
    world.customers["ann"].is_in = False
    world.publish()
    applied = world.sync()
    assert applied is not None
    assert applied.outcomes == {"done": 1}
    assert world.listed == set()
    with pytest.raises(StalePlanError):
        world.apply(plan)


def test_nobody_else_plans_or_applies_a_destination_meanwhile(world: World) -> None:
    world.add("ann")
    world.publish()
    with destination_lock(world.project, "tea_list"), pytest.raises(DestinationBusyError):
        in_another_thread(world)


def in_another_thread(world: World) -> None:
    # A file lock of this thread would let this thread in again.
    with ThreadPoolExecutor() as pool:
        pool.submit(world.plan).result()


def test_an_erased_customer_leaves_nothing_in_the_store(world: World) -> None:
    world.add("ann", "bob")
    world.publish()
    world.sync()
    del world.customers["ann"]
    world.publish()
    world.sync()
    assert world.listed == {"bob"}
    for relation in ("delivery_members", "delivery_past", "delivery_waiting", "delivery_dead_letters"):
        assert "ann" not in str(world.rows(relation))


def test_a_rollback_makes_the_list_what_it_was(world: World) -> None:
    world.add("ann", "bob", "cat", "dan")
    world.publish()
    first = world.sync()
    assert first is not None
    before = world.stand_in.state()
    world.customers["ann"].is_in = False
    world.customers["bob"].name = "Bobby"
    world.customers["dan"].is_in = False
    world.add("eve")
    world.publish()
    world.sync()
    assert world.listed == {"bob", "cat", "eve"}
    world.customers["dan"].has_consent = False
    world.publish()

    plan = make_rollback(world.project, world.specs, "tea_list", first.header.plan_id, world.now)

    assert plan is not None
    assert (plan.header.adds, plan.header.updates, plan.header.removes) == (1, 1, 1)
    world.apply(plan, accepts_limits=True)
    assert world.listed == {"ann", "bob", "cat"}
    state = world.stand_in.state()
    assert {name: state[name] for name in ("ann@example.com", "bob@example.com")} == {
        name: before[name] for name in ("ann@example.com", "bob@example.com")
    }
    assert make_rollback(world.project, world.specs, "tea_list", first.header.plan_id, world.now) is None


def test_a_rollback_leaves_who_has_moved_at_the_new_address(world: World) -> None:
    world.add("ann", "bob", "cat")
    world.publish()
    first = world.sync()
    assert first is not None
    world.customers["ann"].email = "anna@example.com"  # and is on the list there
    world.customers["bob"].is_in = False
    world.publish()
    world.sync()
    world.customers["bob"].email = "robert@example.com"  # after leaving it
    world.publish()
    assert world.listed == {"anna", "cat"}

    plan = make_rollback(world.project, world.specs, "tea_list", first.header.plan_id, world.now)

    assert plan is None
    assert world.listed == {"anna", "cat"}


def test_who_moved_before_a_plan_is_finished_is_not_written_to_at_the_old_address(world: World) -> None:
    plan = plan_that_waits_for_bob(world)
    world.customers["bob"].email = "robert@example.com"
    world.publish()
    assert world.apply(plan).outcomes == {"done": 1, "skipped": 1}
    assert world.listed == {"ann"}
    world.sync()
    assert world.listed == {"ann", "robert"}


def test_who_moves_to_another_address_is_taken_off_there_in_the_end(world: World) -> None:
    world.add("ann")
    world.publish()
    world.sync()
    world.customers["ann"].email = "anna@example.com"
    world.publish()
    world.sync()
    assert world.listed == {"anna"}
    assert world.rows("delivery_members", "is_member, is_certain, address") == [(True, True, "anna@example.com")]
    world.customers["ann"].is_in = False
    world.publish()
    world.sync()
    assert world.listed == set()
