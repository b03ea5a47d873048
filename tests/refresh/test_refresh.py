"""Whole refreshes: replayed, failed, killed."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from orchestration.faults import FaultsError
from orchestration.refresh.errors import BuildFailedError, GeneratedFilesStaleError
from tests.refresh.small_shop import SmallShop

ROOT = Path(__file__).parents[2]

# Everything a consumer can tell two publications apart by, but for the wall clock.
PUBLISHED = (
    "from segment_membership_history order by all",
    "from segment_membership_events order by all",
    "from segment_sizes order by all",
    "from segment_formations order by all",
    "from segment_export order by all",
    "from rejected_rows order by all",
    "select refresh_id, as_of, status, rows_read, rejected, members from segment_refreshes order by all",
)

REFRESH = """
import sys
from pathlib import Path
from tests.refresh.small_shop import SmallShop
SmallShop.at(Path(sys.argv[1])).refresh("12:00")
"""


def published(shop: SmallShop) -> list[list[tuple[object, ...]]]:
    return [shop.published(question) for question in PUBLISHED]


def test_a_refresh_publishes_and_counts(shop: SmallShop) -> None:
    shop.write({1: "Perm", 2: "Perm", 4: "Moscow"}, {1: 77})
    shop.refresh("12:00")
    assert shop.published(
        "select segment_code, members, entered, exited from segment_sizes "
        "where refresh_id = '20260105T120000Z' order by all"
    ) == [("moscow", 1, 1, 2), ("perm", 2, 1, 0)]
    assert shop.published("select count(*) from rejected_rows") == [(1,)]


def test_the_same_instant_again_gives_the_same_publication(shop: SmallShop) -> None:
    shop.write({1: "Perm", 2: "Perm", 4: "Moscow"})
    shop.refresh("12:00")
    once = published(shop)
    shop.refresh("12:00")
    assert published(shop) == once


def test_a_failed_test_publishes_nothing(shop: SmallShop) -> None:
    before = published(shop)
    shop.write({1: "BROKEN", 2: "Perm"})
    with pytest.raises(BuildFailedError) as raised:
        shop.refresh("12:00")
    (failure,) = raised.value.failures
    assert (failure.node, failure.message) == ("test no_broken_city", "1 row found, 0 expected")
    assert raised.value.exit_code == 3
    assert published(shop) == before
    assert shop.built("select refresh_id, status from segment_refreshes order by all") == [
        ("20260105T080000Z", "succeeded"),
        ("20260105T120000Z", "failed"),
    ]


def test_a_model_that_fails_is_named_with_its_message(shop: SmallShop) -> None:
    model = shop.project.root / "models" / "delivery" / "segment_export.sql"
    model.write_text(model.read_text(encoding="utf-8").replace("customers.city", "customers.town"), encoding="utf-8")
    with pytest.raises(BuildFailedError) as raised:
        shop.refresh("12:00")
    (failure,) = raised.value.failures
    assert failure.node == "segment_export"
    assert 'does not have a column named "town"' in failure.message
    assert failure.compiled is not None
    assert "customers.town" in failure.compiled.read_text(encoding="utf-8")


def test_a_template_that_cannot_be_read_is_named(shop: SmallShop) -> None:
    model = shop.project.root / "models" / "delivery" / "segment_export.sql"
    model.write_text("select {{ nothing_of_this_name() }}", encoding="utf-8")
    with pytest.raises(BuildFailedError, match="nothing_of_this_name"):
        shop.refresh("12:00")


def test_warnings_are_passed_on(shop: SmallShop) -> None:
    shop.write({1: "ODD", 2: "Perm"})
    events = shop.refresh("12:00")
    assert [event.text for event in events if event.kind == "warning"] == [
        "test warns_of_odd_city: 1 row found, 0 expected"
    ]


def test_progress_goes_from_the_first_step_to_the_last(shop: SmallShop) -> None:
    events = [event for event in shop.refresh("12:00") if event.kind == "progress"]
    assert list(dict.fromkeys(event.step for event in events)) == ["ingest", "begin", "build", "publish"]
    for step in ("ingest", "begin", "build", "publish"):
        fractions = [event.fraction for event in events if event.step == step]
        assert fractions == sorted(fractions)
        assert fractions[-1] == 1.0


def test_seeds_with_faults_are_not_built(shop: SmallShop) -> None:
    filters = shop.project.root / "seeds" / "segment_filters.csv"
    filters.write_text(filters.read_text(encoding="utf-8").replace("equals", "equal"), encoding="utf-8")
    with pytest.raises(FaultsError) as raised:
        shop.refresh("12:00")
    assert [fault.line for fault in raised.value.faults] == [2, 3]


def test_stale_generated_files_are_not_built(shop: SmallShop) -> None:
    filters = shop.project.root / "seeds" / "segment_filters.csv"
    filters.write_text(filters.read_text(encoding="utf-8").replace("Moscow", "Tver"), encoding="utf-8")
    with pytest.raises(GeneratedFilesStaleError) as raised:
        shop.refresh("12:00")
    assert raised.value.exit_code == 2
    assert "run `segments generate`" in str(raised.value)
    assert "models/segments/segment_moscow.sql" in str(raised.value)


@pytest.mark.long
@pytest.mark.parametrize("moment", ["segment_members", "segment_membership_history", "segment_sizes"])
def test_a_refresh_killed_and_run_again_ends_like_one_that_was_not(
    shop: SmallShop, copy_of: Callable[[SmallShop, str], SmallShop], moment: str
) -> None:
    shop.write({1: "Perm", 2: "Perm", 4: "Moscow"}, {1: 77})
    undisturbed = copy_of(shop, "undisturbed")
    undisturbed.refresh("12:00")

    kill_when(shop, lambda: ran(shop, moment))
    assert shop.published("select max(refresh_id) from segment_refreshes") == [("20260105T080000Z",)]

    shop.refresh("12:00")
    assert published(shop) == published(undisturbed)
    for table in ("segment_membership_history", "segment_membership_events", "segment_sizes"):
        assert shop.built(f"select * from {table} order by all") == undisturbed.built(
            f"select * from {table} order by all"
        )


@pytest.mark.long
def test_a_lost_build_file_loses_no_history(shop: SmallShop, copy_of: Callable[[SmallShop, str], SmallShop]) -> None:
    shop.write({1: "Perm", 2: "Perm", 4: "Moscow"}, {1: 77})
    undisturbed = copy_of(shop, "undisturbed")
    undisturbed.refresh("12:00")
    shop.project.build_file.unlink()
    shop.refresh("12:00")
    assert published(shop) == published(undisturbed)


def test_a_full_refresh_ends_like_an_incremental_one(
    shop: SmallShop, copy_of: Callable[[SmallShop, str], SmallShop]
) -> None:
    shop.write({1: "Perm", 2: "Perm", 4: "Moscow"}, {1: 77})
    incremental = copy_of(shop, "incremental")
    incremental.refresh("12:00")
    shop.refresh("12:00", full=True)
    assert published(shop) == published(incremental)


def kill_when(shop: SmallShop, is_time: Callable[[], bool]) -> None:
    """Refresh in another process, and kill it as soon as it is time."""
    process = subprocess.Popen([sys.executable, "-c", REFRESH, str(shop.project.root)], cwd=ROOT)
    while process.poll() is None and not is_time():
        time.sleep(0.005)
    process.kill()
    process.wait()


def ran(shop: SmallShop, node: str) -> bool:
    """Tell from dbt's log whether a node was started."""
    log = shop.project.root / "logs" / "dbt.log"
    return log.exists() and f"Began executing node model.customer_segments.{node}" in log.read_text(
        encoding="utf-8"
    ).replace("snapshot.", "model.")
