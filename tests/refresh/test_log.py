"""The log keeps what failed, was killed or stopped, and the history knows nothing of it."""

from contextlib import suppress

import pytest

from orchestration.refresh.begin import begin
from orchestration.refresh.errors import BuildFailedError
from orchestration.refresh.ingest import ingest
from orchestration.refresh.progress import ignore
from orchestration.refresh.steps import STEPS, run_step
from tests.refresh.small_shop import SmallShop

LOG = """
    select strftime(as_of, '%H:%M'), status, finished_at is not null, members is not null
    from segment_refreshes
    order by as_of, started_at
"""
SUCCEEDED_AT_EIGHT = ("08:00", "succeeded", True, True)


def fail(shop: SmallShop, as_of: str) -> None:
    shop.write({1: "BROKEN", 2: "Perm"})
    with pytest.raises(BuildFailedError):
        shop.refresh(as_of)
    shop.write({1: "Moscow", 2: "Perm", 3: "moscow"})


def be_killed(shop: SmallShop, as_of: str, last_step: str) -> None:
    """Run the steps up to one, and nothing that a kill would have kept from running."""
    refresh = shop.start(as_of)
    for step in STEPS:
        step.run(refresh, ignore)
        if step.name == last_step:
            return


def test_what_failed_is_published_with_the_next_success(shop: SmallShop) -> None:
    fail(shop, "12:00")
    shop.refresh("16:00")
    assert shop.published(LOG) == [
        SUCCEEDED_AT_EIGHT,
        ("12:00", "failed", True, False),
        ("16:00", "succeeded", True, True),
    ]


@pytest.mark.long
@pytest.mark.parametrize("last_step", ["begin", "build"])
def test_what_was_killed_has_failed_and_has_no_end(shop: SmallShop, last_step: str) -> None:
    be_killed(shop, "12:00", last_step)
    shop.refresh("16:00")
    assert shop.published(LOG) == [
        SUCCEEDED_AT_EIGHT,
        ("12:00", "failed", False, last_step == "build"),
        ("16:00", "succeeded", True, True),
    ]


def test_what_failed_before_the_first_success_is_kept(fresh_shop: SmallShop) -> None:
    fresh_shop.write({1: "Moscow"})
    be_killed(fresh_shop, "07:00", "begin")
    run_step(STEPS[0], fresh_shop.start("07:30"))
    fresh_shop.refresh("08:00")
    assert fresh_shop.published(LOG) == [("07:00", "failed", False, False), SUCCEEDED_AT_EIGHT]


@pytest.mark.long
def test_an_instant_that_failed_and_was_redone_has_both(shop: SmallShop) -> None:
    fail(shop, "12:00")
    shop.refresh("12:00")
    assert shop.published(LOG) == [
        SUCCEEDED_AT_EIGHT,
        ("12:00", "failed", True, False),
        ("12:00", "succeeded", True, True),
    ]


@pytest.mark.long
def test_a_failure_later_than_the_next_success_stays(shop: SmallShop) -> None:
    fail(shop, "16:00")
    shop.refresh("12:00")
    shop.refresh("20:00")
    assert [row[:2] for row in shop.published(LOG)] == [
        ("08:00", "succeeded"),
        ("12:00", "succeeded"),
        ("16:00", "failed"),
        ("20:00", "succeeded"),
    ]


@pytest.mark.long
def test_a_failure_survives_that_the_history_is_taken_from_the_published_file(shop: SmallShop) -> None:
    shop.refresh("12:00")
    fail(shop, "12:00")
    shop.refresh("16:00")
    assert [row[:2] for row in shop.published(LOG)] == [
        ("08:00", "succeeded"),
        ("12:00", "succeeded"),
        ("12:00", "failed"),
        ("16:00", "succeeded"),
    ]


@pytest.mark.long
def test_a_failure_is_no_refresh_of_the_history(shop: SmallShop) -> None:
    fail(shop, "12:00")
    begin(shop.start("16:00"), ignore)
    assert shop.built("select as_of::varchar from operations.previous_refresh") == [("2026-01-05 08:00:00",)]


def test_killed_after_the_file_took_its_place_it_has_succeeded(
    shop: SmallShop, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def kill(*_arguments: object) -> None:
        raise Killed

    monkeypatch.setattr("orchestration.refresh.publish.prune", kill)
    with suppress(Killed):
        be_killed(shop, "12:00", "publish")
    monkeypatch.undo()
    assert shop.built(LOG)[-1][1] == "running"
    shop.refresh("16:00")
    assert [row[:2] for row in shop.published(LOG)] == [
        ("08:00", "succeeded"),
        ("12:00", "succeeded"),
        ("16:00", "succeeded"),
    ]


@pytest.mark.long
def test_killed_before_the_file_took_its_place_it_has_failed(shop: SmallShop, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def kill(*_arguments: object) -> None:
        raise Killed

    monkeypatch.setattr("orchestration.refresh.publish.take_place", kill)
    with suppress(Killed):
        be_killed(shop, "12:00", "publish")
    monkeypatch.undo()
    shop.refresh("16:00")
    assert [row[:2] for row in shop.published(LOG)] == [
        ("08:00", "succeeded"),
        ("12:00", "failed"),
        ("16:00", "succeeded"),
    ]


@pytest.mark.long
def test_failures_of_a_lost_build_file_are_known_once_published(shop: SmallShop) -> None:
    fail(shop, "12:00")
    shop.refresh("16:00")
    shop.project.build_file.unlink()
    ingest(shop.start("20:00"), ignore)
    begin(shop.start("20:00"), ignore)
    assert [row[:2] for row in shop.built(LOG)][:3] == [
        ("08:00", "succeeded"),
        ("12:00", "failed"),
        ("16:00", "succeeded"),
    ]
