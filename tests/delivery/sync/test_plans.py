"""What a plan holds, and who is left out of it and why."""

import json

import duckdb
import pytest

from orchestration.delivery.errors import BlockedPlanError, PlanFileError, StalePlanError, UnknownFieldError
from orchestration.delivery.plan import Plan
from tests.delivery.sync.world import World


def changes(world: World) -> dict[str, list[str]]:
    """Give the customers of a plan's operations by action."""
    plan = world.plan()
    found: dict[str, list[str]] = {}
    if plan:
        rows = duckdb.sql(f"select action, customer_id from read_parquet('{plan.path}') order by position").fetchall()
        for action, customer in rows:
            found.setdefault(action, []).append(customer)
    return found


def test_members_with_consent_are_added_and_the_others_are_counted_by_reason(world: World) -> None:
    world.add("ann", "bob")
    world.add("out", is_in=False)
    world.add("dan", has_consent=False)
    world.add("eve", is_blocked=True)
    world.add("fay", email=None)
    world.add("gus", email="no address")
    world.add("hal", bucket=9)
    world.add("twin", email="ANN@example.com")
    world.say_destination(hold_out_share="0.1")
    world.publish()

    plan = world.plan()

    assert plan is not None
    assert (plan.header.adds, plan.header.updates, plan.header.removes) == (2, 0, 0)
    assert plan.header.sample == {"add": ["ann", "bob"]}
    assert plan.header.kept_off == {
        "blocked": 1, "held_out": 1, "invalid_address": 1, "no_address": 1, "no_consent": 1, "same_address": 1,
    }  # fmt: skip
    assert (plan.header.refresh_id, plan.header.definition_commit) == ("20260301T120000Z", "abc1234")


def test_a_list_that_is_right_needs_no_plan(world: World) -> None:
    world.add("ann")
    world.publish()
    world.sync()
    world.publish()
    assert world.plan() is None


def test_leaving_consent_and_erasure_take_off_first(world: World) -> None:
    world.add("ann", "bob", "cat", "dan")
    world.publish()
    world.sync()
    world.customers["ann"].is_in = False
    world.customers["bob"].has_consent = False
    del world.customers["cat"]
    world.customers["dan"].name = "Daniel"
    world.add("eve")
    world.publish()

    plan = world.plan()

    assert plan is not None
    assert plan.header.removed_because == {"erased": 1, "left_segment": 1, "no_consent": 1}
    assert changes(world) == {"remove": ["ann", "bob", "cat"], "update": ["dan"], "add": ["eve"]}


def test_an_add_only_list_keeps_who_leaves_but_not_who_withdraws_consent(world: World) -> None:
    world.say_destination(mode="add_only")
    world.add("ann", "bob", "cat")
    world.publish()
    world.sync()
    world.customers["ann"].is_in = False
    world.customers["bob"].is_in = False
    world.customers["bob"].has_consent = False
    del world.customers["cat"]
    world.publish()
    assert changes(world) == {"remove": ["bob", "cat"]}


def test_an_add_only_list_does_not_keep_an_address_that_is_nobodys(world: World) -> None:
    """Ann left and stays on the list; the address she moves away from may be somebody else's by now."""
    world.say_destination(mode="add_only")
    world.add("ann", "bob")
    world.publish()
    world.sync()
    world.customers["ann"].is_in = False
    world.customers["ann"].email = "new@example.com"
    world.publish()
    assert changes(world) == {"remove": ["ann"]}
    world.sync()
    assert world.listed == {"bob"}


def test_an_add_only_list_keeps_an_address_that_two_have_until_nobody_may_have_it(world: World) -> None:
    world.say_destination(mode="add_only")
    world.add("ann", email="both@example.com")
    world.add("bob", email="both@example.com", is_in=False)
    world.publish()
    world.sync()
    world.customers["ann"].is_in = False
    world.customers["bob"].is_in = True
    world.publish()
    assert world.plan() is None
    world.customers["ann"].email = "new@example.com"
    world.publish()
    assert changes(world) == {"remove": ["ann"], "add": ["bob"]}
    world.sync()
    assert world.listed == {"both"}
    world.customers["bob"].has_consent = False
    world.publish()
    world.sync()
    assert world.listed == set()


def test_an_address_that_changes_is_taken_off_and_put_on(world: World) -> None:
    world.add("ann")
    world.publish()
    world.sync()
    world.customers["ann"].email = "new@example.com"
    world.publish()
    assert changes(world) == {"remove": ["ann"], "add": ["ann"]}
    world.sync()
    assert world.listed == {"new"}


def test_an_address_that_changes_hands_stays_on_the_list(world: World) -> None:
    world.add("ann")
    world.publish()
    world.sync()
    world.add("bea", email="Ann@Example.com", name="Bea")
    world.customers["ann"].is_in = False
    world.publish()
    world.sync()
    assert world.listed == {"ann"}
    assert world.rows("delivery_members", "customer_id, is_member") == [("ann", False), ("bea", True)]


def test_every_kind_of_field_is_sent(world: World) -> None:
    fields = ("NAME,Name", "SUM,paid_sum", "FIRST,first_order_date", "BRANDS,brands_bought", "PET,custom.pet")
    hostile = 'tea_list,"q\'uo""te",city'
    world.say_fields(*(f"tea_list,{field}" for field in fields), "tea_list,SINCE,RegistrationDateTime", hostile)
    world.add("ann", name="O'Neil \"; drop table x; --")
    world.publish()

    plan = world.plan()

    assert plan is not None
    text = duckdb.sql(f"select fields from read_parquet('{plan.path}')").fetchall()[0][0]
    assert json.loads(text) == {
        "NAME": "O'Neil \"; drop table x; --", "SUM": 10.5, "FIRST": "2026-03-01", "BRANDS": "A, B", "PET": "cat",
        "SINCE": "2026-03-01T12:00:00Z", "q'uo\"te": "Kyiv",
    }  # fmt: skip


def test_a_field_the_shop_does_not_have_is_named_with_its_line(world: World) -> None:
    world.say_fields("tea_list,PET,custom.per")
    world.add("ann")
    world.publish()
    with pytest.raises(
        UnknownFieldError, match=r"destination_fields.csv:2 field: .*custom.per.* did you mean custom.pet"
    ):
        world.plan()


def key(plan: Plan | None) -> str:
    assert plan is not None
    return str(duckdb.sql(f"select key from read_parquet('{plan.path}')").fetchall()[0][0])


def test_a_change_keeps_its_key_until_it_is_confirmed_and_then_gets_another(world: World) -> None:
    world.add("ann")
    world.publish()
    first = key(world.plan())
    world.publish()
    assert key(world.plan()) == first
    world.sync()
    world.customers["ann"].is_in = False
    world.publish()
    removal = key(world.plan())
    world.sync()
    world.customers["ann"].is_in = True
    world.publish()
    assert len({first, removal, key(world.plan())}) == 3


def test_a_list_that_would_shrink_too_much_stops_for_a_human(world: World) -> None:
    world.say_destination(max_shrink="0.25")
    world.add("ann", "bob", "cat", "dan")
    world.publish()
    world.sync()
    world.customers["ann"].is_in = world.customers["bob"].is_in = False
    world.publish()
    plan = world.plan()
    assert plan is not None
    assert plan.header.blocked == ("2 of 4 members would leave, more than max_shrink 0.25 allows",)
    with pytest.raises(BlockedPlanError, match="--accept-limits"):
        world.apply(plan)
    assert world.listed == {"ann", "bob", "cat", "dan"}
    world.apply(plan, accepts_limits=True)
    assert world.listed == {"cat", "dan"}


def test_a_list_that_would_be_too_long_stops_for_a_human(world: World) -> None:
    world.say_destination(max_rows="1")
    world.add("ann", "bob")
    world.publish()
    plan = world.plan()
    assert plan is not None
    with pytest.raises(BlockedPlanError, match="would have 2 members, more than max_rows 1"):
        world.apply(plan)
    assert world.listed == set()


def test_a_plan_that_was_overtaken_is_refused(world: World) -> None:
    world.add("ann")
    world.publish()
    plan = world.plan()
    assert plan is not None
    world.say_fields()
    with pytest.raises(StalePlanError, match="destination was changed in the seeds"):
        world.apply(plan)
    world.say_fields("tea_list,NAME,Name")
    world.publish()
    with pytest.raises(StalePlanError, match="no longer the published one"):
        world.apply(plan)
    later, last = world.plan(), world.plan()
    assert later is not None
    assert last is not None
    world.apply(last)
    with pytest.raises(StalePlanError, match="another plan was applied since"):
        world.apply(later)
    assert world.apply(last).outcomes == {"done": 1}


@pytest.mark.parametrize("change", ["address = 'eve@example.com'", "key = 'x'", "fields = '{}'", "customer_id = 'eve'"])
def test_a_plan_that_was_altered_is_refused(world: World, change: str) -> None:
    world.add("ann")
    world.publish()
    plan = world.plan()
    assert plan is not None
    with duckdb.connect() as connection:
        connection.execute(f"create table rows as from read_parquet('{plan.path}')")
        kept = connection.execute(f"select key, value from parquet_kv_metadata('{plan.path}')").fetchall()
        quoted = ", ".join(f"{bytes(k).decode()}: '{bytes(v).decode()}'" for k, v in kept)
        connection.execute(f"copy rows to '{plan.path}' (format parquet, kv_metadata {{{quoted}}})")
    assert world.plan() is not None
    with duckdb.connect() as connection:
        connection.execute(f"create table rows as from read_parquet('{plan.path}')")
        connection.execute(f"update rows set {change}")
        connection.execute(f"copy rows to '{plan.path}' (format parquet, kv_metadata {{{quoted}}})")
    with pytest.raises(PlanFileError, match="was altered"):
        world.apply(plan)
    plan.path.write_bytes(b"no plan")
    with pytest.raises(PlanFileError, match="is not a plan"):
        world.apply(plan)
    plan.path.unlink()
    with pytest.raises(PlanFileError, match="no such file"):
        world.apply(plan)
    assert world.listed == set()
