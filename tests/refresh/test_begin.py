"""The history is taken back to the last publication, from whatever state the build file is in."""

import pytest

from orchestration.refresh.begin import begin
from orchestration.refresh.errors import AsOfTooOldError
from orchestration.refresh.ingest import ingest
from orchestration.refresh.progress import Event, ignore
from orchestration.refresh.steps import STEPS, run_step
from tests.refresh.small_shop import SmallShop

HISTORY = """
    select customer_id, segment_code, entered_at::varchar, exited_at::varchar
    from segment_membership_history
    order by all
"""
AFTER_FIRST = [
    ("1", "moscow", "2026-01-05 08:00:00", None),
    ("2", "perm", "2026-01-05 08:00:00", None),
    ("3", "moscow", "2026-01-05 08:00:00", None),
]
REFRESHES = "select refresh_id, status from segment_refreshes order by all"
FIRST = ("20260105T080000Z", "succeeded")
RUNNING_AT_FOUR = ("20260105T160000Z", "running")

ROWS_BY_REFRESH = """
    select 'events', max(occurred_at)::varchar from segment_membership_events
    union all select 'sizes', max(as_of)::varchar from segment_sizes
    union all select 'formations', max(formed_at)::varchar from segment_formations
    order by all
"""
LAST_ROWS_AT_EIGHT = [(table, "2026-01-05 08:00:00") for table in ("events", "formations", "sizes")]


def run_until(shop: SmallShop, as_of: str, last_step: str) -> None:
    """Run the first steps of a refresh, as one that is killed after them."""
    refresh = shop.start(as_of)
    for step in STEPS:
        run_step(step, refresh)
        if step.name == last_step:
            return


def test_the_first_refresh_begins_with_nothing(fresh_shop: SmallShop) -> None:
    begin(fresh_shop.start("08:00"), ignore)
    for table in ("previous_refresh", "previous_members", "previous_definitions"):
        assert fresh_shop.built(f"from operations.{table}") == []


def test_writes_down_what_the_models_compare_with(shop: SmallShop) -> None:
    begin(shop.start("12:00"), ignore)
    assert shop.built("select as_of::varchar from operations.previous_refresh") == [("2026-01-05 08:00:00",)]
    assert shop.built("from operations.previous_members order by all") == [
        ("1", "moscow"),
        ("2", "perm"),
        ("3", "moscow"),
    ]
    definitions = shop.built("select segment_code, definition_hash from operations.previous_definitions order by all")
    assert definitions == shop.published("select segment_code, definition_hash from segment_formations order by all")


def test_undoes_a_refresh_that_was_built_and_not_published(shop: SmallShop) -> None:
    shop.write({1: "Perm", 2: "Perm", 4: "Moscow"})
    run_until(shop, "12:00", "build")
    assert ("1", "moscow", "2026-01-05 08:00:00", "2026-01-05 12:00:00") in shop.built(HISTORY)
    begin(shop.start("16:00"), ignore)
    assert shop.built(HISTORY) == AFTER_FIRST
    assert shop.built("select distinct exited_cause from segment_membership_history") == [(None,)]
    assert shop.built(ROWS_BY_REFRESH) == LAST_ROWS_AT_EIGHT
    assert shop.built(REFRESHES) == [FIRST, ("20260105T120000Z", "failed"), RUNNING_AT_FOUR]
    assert shop.built("select count(*) from operations.previous_members") == [(3,)]


def test_undoes_a_refresh_whose_publication_did_not_take_its_place(shop: SmallShop) -> None:
    before = shop.project.published_file.read_bytes()
    shop.write({1: "Perm"})
    run_until(shop, "12:00", "publish")
    shop.project.published_file.write_bytes(before)
    begin(shop.start("16:00"), ignore)
    assert shop.built(HISTORY) == AFTER_FIRST
    assert shop.built(REFRESHES) == [FIRST, RUNNING_AT_FOUR]
    assert shop.built(ROWS_BY_REFRESH) == LAST_ROWS_AT_EIGHT


def test_undoes_the_refresh_of_the_same_instant(shop: SmallShop) -> None:
    shop.write({1: "Perm", 2: "Perm"})
    shop.refresh("12:00")
    begin(shop.start("12:00"), ignore)
    assert shop.built(HISTORY) == AFTER_FIRST
    assert shop.built("select as_of::varchar from operations.previous_refresh") == [("2026-01-05 08:00:00",)]


def test_the_first_refresh_can_be_redone(shop: SmallShop) -> None:
    begin(shop.start("08:00"), ignore)
    assert shop.built(HISTORY) == []
    assert shop.built("from operations.previous_refresh") == []


def test_a_redo_that_failed_loses_nothing_of_the_published_one(shop: SmallShop) -> None:
    shop.write({1: "Perm", 2: "Perm"})
    shop.refresh("12:00")
    published = shop.published(HISTORY)
    run_until(shop, "12:00", "begin")
    assert shop.built(HISTORY) == AFTER_FIRST
    events: list[Event] = []
    begin(shop.start("16:00"), events.append)
    assert "the history was taken from the published file" in [event.text for event in events]
    assert shop.built(HISTORY) == published
    assert shop.built("select as_of::varchar from operations.previous_refresh") == [("2026-01-05 12:00:00",)]


def test_a_lost_build_file_is_made_good_from_the_published_one(shop: SmallShop) -> None:
    columns = shop.built("select column_name, column_type from (describe segment_membership_history) order by all")
    shop.project.build_file.unlink()
    begin(shop.start("12:00"), ignore)
    assert shop.built(HISTORY) == AFTER_FIRST
    assert shop.built(REFRESHES) == [FIRST, ("20260105T120000Z", "running")]
    assert (
        shop.built("select column_name, column_type from (describe segment_membership_history) order by all") == columns
    )


def test_an_instant_before_the_last_published_one_is_refused(shop: SmallShop) -> None:
    before = shop.built(HISTORY)
    with pytest.raises(AsOfTooOldError) as raised:
        begin(shop.start("07:59"), ignore)
    assert f"{raised.value.last_as_of:%H:%M}" == "08:00"
    assert raised.value.exit_code == 2
    assert "before the last successful refresh, 2026-01-05T08:00:00Z" in str(raised.value)
    assert shop.built(HISTORY) == before


def test_a_failed_refresh_does_not_make_earlier_instants_wrong(shop: SmallShop) -> None:
    shop.write({1: "BROKEN"})
    run_until(shop, "16:00", "begin")
    begin(shop.start("12:00"), ignore)
    assert shop.built(HISTORY) == AFTER_FIRST


@pytest.mark.parametrize("damage", ["missing", "broken"])
def test_without_a_readable_publication_the_build_file_is_believed(shop: SmallShop, damage: str) -> None:
    if damage == "missing":
        shop.project.published_file.unlink()
    else:
        shop.project.published_file.write_bytes(b"not a database")
    events: list[Event] = []
    begin(shop.start("12:00"), events.append)
    assert shop.built(HISTORY) == AFTER_FIRST
    warnings = [event.text for event in events if event.kind == "warning"]
    assert bool(warnings) == (damage == "broken")


def test_an_error_leaves_nothing_half_done(shop: SmallShop, monkeypatch: pytest.MonkeyPatch) -> None:
    shop.write({1: "Perm"})
    run_until(shop, "12:00", "build")
    before = shop.built(HISTORY)

    def fail(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("orchestration.refresh.begin._write_operations", fail)
    with pytest.raises(KeyboardInterrupt):
        begin(shop.start("16:00"), ignore)
    assert shop.built(HISTORY) == before


def test_nothing_of_the_published_file_is_changed(shop: SmallShop) -> None:
    before = shop.project.published_file.read_bytes()
    ingest(shop.start("12:00"), ignore)
    begin(shop.start("12:00"), ignore)
    assert shop.project.published_file.read_bytes() == before
