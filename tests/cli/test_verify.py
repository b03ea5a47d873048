"""Is every disagreement within a published file found, and none where there is none?"""

import json
import shutil
from collections.abc import Callable

import duckdb
import pytest

from orchestration.refresh.errors import BuildFailedError
from tests.cli.conftest import Run
from tests.refresh.small_shop import SmallShop

# The small house has no current memberships and no true axes, so the checks of them get tables that are right at first.
PRESENT = """
    create or replace table segment_memberships as
    select customer_id, segment_code, entered_at from segment_membership_history where exited_at is null;
    create or replace table segment_axes as
    select customer_id, bool_or(segment_code = 'moscow') as in_moscow, bool_or(segment_code = 'perm') as in_perm
    from segment_memberships group by customer_id;
"""

EVENTS = "events are the stays that began or ended, with their causes"
HISTORY_SIZES = "sizes are those of the history"
LOG_COUNTS = "the log counts the members"
STEPS_OF_SIZES = "sizes are those before, and who entered, less who left"
COUNT_EVENTS = "sizes count the events"
OPEN_STAYS = "memberships are the open stays"
AXES = "axes are the memberships"
EXPORT = "export rows are the memberships"
AT_REFRESHES = "every stay begins and ends at a refresh in the log"
EVENT_REFRESHES = "every event is of a refresh in the log"


@pytest.fixture(scope="session")
def refreshed_thrice(refreshed_once: SmallShop, tmp_path_factory: pytest.TempPathFactory) -> SmallShop:
    """A shop after three refreshes and a failed one, with every relation the checks read."""
    root = tmp_path_factory.mktemp("thrice") / "shop"
    shutil.copytree(refreshed_once.project.root, root)
    shop = SmallShop.at(root)
    shop.write({1: "Perm", 2: "Perm", 3: "Moscow"})
    shop.refresh("12:00")
    shop.write({1: "BROKEN"})
    with pytest.raises(BuildFailedError):
        shop.refresh("14:00")
    shop.write({1: "Moscow", 2: "Perm", 4: "Moscow"})
    shop.refresh("16:00")
    with duckdb.connect(str(shop.project.published_file)) as connection:
        connection.execute(PRESENT)
    return shop


@pytest.fixture
def thrice(refreshed_thrice: SmallShop, copy_of: Callable[[SmallShop, str], SmallShop]) -> SmallShop:
    """A copy of that shop."""
    return copy_of(refreshed_thrice, "thrice")


def findings(shop: SmallShop, run: Run, *arguments: str) -> tuple[int, dict[str, int]]:
    answer = run("--project", shop.project.root, "verify", *arguments, "--format", "json")
    checks = json.loads(answer.out)["checks"]
    assert {check["result"] for check in checks} <= {"agrees", "disagrees"}
    return answer.code, {check["check"]: check["disagreements"] for check in checks if check["disagreements"]}


@pytest.mark.parametrize("which", [(), ("--all",), ("20260105T080000Z",)])
def test_what_was_refreshed_agrees(thrice: SmallShop, run: Run, which: tuple[str, ...]) -> None:
    assert findings(thrice, run, *which) == (0, {})


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (
            "update segment_sizes set members = 7 where segment_code = 'perm' and hour(as_of) = 16",
            {HISTORY_SIZES, STEPS_OF_SIZES},
        ),
        (
            "update segment_sizes set entered = entered + 1, exited = exited + 1 "
            "where segment_code = 'perm' and hour(as_of) = 12",
            {COUNT_EVENTS},
        ),
        ("delete from segment_sizes where segment_code = 'perm' and hour(as_of) = 16", {HISTORY_SIZES}),
        ("update segment_refreshes set members = 9 where hour(as_of) = 12", {LOG_COUNTS}),
        ("update segment_membership_events set cause = 'time' where hour(occurred_at) = 12", {EVENTS}),
        ("update segment_membership_history set exited_cause = 'time' where hour(exited_at) = 16", {EVENTS}),
        ("delete from segment_membership_events where hour(occurred_at) = 12", {EVENTS, COUNT_EVENTS}),
        (
            "insert into segment_membership_events by name select * replace ('20260105T130000Z' as refresh_id) "
            "from segment_membership_events limit 1",
            {EVENT_REFRESHES},
        ),
        (
            "update segment_membership_history set exited_at = timestamp '2026-01-05 13:00' where hour(exited_at) = 12",
            {AT_REFRESHES, EVENTS, HISTORY_SIZES, LOG_COUNTS},
        ),
        (
            "update segment_membership_history set exited_at = entered_at where hour(exited_at) = 16",
            {"every stay begins before it ends", EVENTS, HISTORY_SIZES, LOG_COUNTS},
        ),
        (
            "insert into segment_membership_history by name "
            "select * replace (timestamp '2026-01-05 12:00' as entered_at) "
            "from segment_membership_history where customer_id = '2'",
            {"no two stays of a customer in a segment overlap", EVENTS, HISTORY_SIZES, LOG_COUNTS, OPEN_STAYS},
        ),
        (
            """
            update segment_refreshes set definition_hashes = json_object('perm', 'another') where hour(as_of) = 16
            """,
            {"definitions are those the segments were formed under"},
        ),
        (
            "update segment_memberships set entered_at = timestamp '2026-01-05 12:00' where customer_id = '2'",
            {OPEN_STAYS},
        ),
        ("update segment_axes set in_perm = true where customer_id = '4'", {AXES}),
        ("delete from segment_export where \"CustomerId\" = '4'", {EXPORT}),
        ("insert into segment_export from segment_export limit 1", {EXPORT}),
    ],
)
def test_a_disagreement_is_found_and_told_by_name(thrice: SmallShop, run: Run, damage: str, expected: set[str]) -> None:
    with duckdb.connect(str(thrice.project.published_file)) as connection:
        connection.execute(damage)
    code, found = findings(thrice, run, "--all")
    assert code == 1
    assert set(found) == expected


def test_the_example_names_segment_and_refresh_and_nobody(thrice: SmallShop, run: Run) -> None:
    with duckdb.connect(str(thrice.project.published_file)) as connection:
        connection.execute("delete from segment_sizes where segment_code = 'perm' and hour(as_of) = 16")
    answer = run("--project", thrice.project.root, "verify")
    assert answer.code == 1
    assert [line.split("  ")[0] for line in answer.out.splitlines()][2] == HISTORY_SIZES
    assert "perm at 20260105T160000Z: 1 members by the history, no row in segment_sizes" in answer.out
    assert answer.err == "1 refresh checked: 1 check of 13 disagree\n"


def test_what_another_refresh_says_is_not_looked_at(thrice: SmallShop, run: Run) -> None:
    with duckdb.connect(str(thrice.project.published_file)) as connection:
        connection.execute("update segment_refreshes set members = 9 where hour(as_of) = 12")
    assert findings(thrice, run, "20260105T160000Z") == (0, {})
    assert findings(thrice, run, "20260105T120000Z") == (1, {LOG_COUNTS: 1})


@pytest.mark.parametrize("unknown", ["20260105T12000Z", "20260105T140000Z"])
def test_an_unknown_refresh_is_met_with_those_there_are(thrice: SmallShop, run: Run, unknown: str) -> None:
    answer = run("--project", thrice.project.root, "verify", unknown)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f'no refresh "{unknown}" was published; did you mean 20260105T1')
    assert "the last: 20260105T160000Z, 20260105T120000Z, 20260105T080000Z" in answer.err
