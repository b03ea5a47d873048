"""One refresh at a time, whole, and tried again only where waiting can help. No test here gets as far as dbt."""

import dagster as dg
import duckdb
import pytest

from orchestration.defs.models import assets as model_assets
from orchestration.defs.publication import assets as publication_assets
from orchestration.defs.refresh.run import RefreshRun
from orchestration.defs.refresh.steps import ATTEMPTS, failures_for_dagster
from orchestration.defs.shop import assets as shop_assets
from orchestration.faults import Fault, FaultsError
from orchestration.project import find_project
from orchestration.refresh.errors import (
    AsOfTooOldError,
    BuildFailedError,
    NodeFailure,
    RefreshRunningError,
    StepFailedError,
    WarehouseBusyError,
)
from orchestration.refresh.lock import refresh_lock
from orchestration.refresh.start import parse_as_of, start_refresh
from orchestration.refresh.steps import STEPS
from tests.dagster.asset_shop import AssetShop, failures


@pytest.fixture
def instance() -> dg.DagsterInstance:
    return dg.DagsterInstance.ephemeral()


def test_a_second_refresh_waits_for_the_first_and_is_refused_in_the_end(
    shop: AssetShop, instance: dg.DagsterInstance
) -> None:
    with refresh_lock(start_refresh(find_project()), "segments refresh"):
        result = shop.run_job(instance)
    assert not result.success
    assert len([event for event in result.all_node_events if event.is_step_restarted]) == ATTEMPTS - 1
    assert "another refresh is running (started from segments refresh, process" in failures(result)["ingest"]


def test_an_attempt_does_not_wait_for_the_lock_of_the_one_before_it(shop: AssetShop) -> None:
    run = RefreshRun()
    with run.yield_for_execution(dg.build_init_resource_context()):
        first, second = run.start(), run.start()
        assert run.current() == second
        assert first.project == second.project
        with pytest.raises(RefreshRunningError), refresh_lock(second, "a test"):
            pass
    with refresh_lock(second, "a test"):
        pass


def test_the_lock_is_free_after_a_run_that_failed(shop: AssetShop, instance: dg.DagsterInstance) -> None:
    customers = shop.root / "shop_data" / "customers.csv"
    content = customers.read_bytes()
    customers.unlink()
    result = shop.run_job(instance)
    customers.write_bytes(content)
    assert "customers" in failures(result)["ingest"]
    assert not any(event.is_step_restarted for event in result.all_node_events)
    with refresh_lock(start_refresh(find_project()), "a test"):
        pass


@pytest.mark.parametrize(
    ("selected", "step"),
    [
        (dg.AssetSelection.assets("published"), "publish"),
        (dg.AssetSelection.assets("segment_buyers"), "build"),
        (dg.AssetSelection.groups("shop", "segments"), "build"),
    ],
)
def test_a_part_of_a_refresh_is_refused(
    definitions: dg.Definitions, instance: dg.DagsterInstance, selected: dg.AssetSelection, step: str
) -> None:
    job = definitions.resolve_implicit_global_asset_job_def()
    result = job.execute_in_process(
        asset_selection=list(selected.resolve(definitions.resolve_asset_graph())),
        instance=instance,
        raise_on_error=False,
    )
    assert "a refresh runs whole: start the job `refresh`" in failures(result)[step]


TRANSIENT = [
    RefreshRunningError(pid=1, since=None, door=None),
    WarehouseBusyError(find_project().build_file, pid=1, holder="python"),
    OSError("no space left on device"),
    duckdb.IOException("could not write"),
]
LASTING = [
    FaultsError([Fault(file="orders.csv", line=2, column=None, value=None, message="no date")]),
    BuildFailedError([NodeFailure("a_model", "does not compile")]),
    AsOfTooOldError(parse_as_of("2026-01-01"), parse_as_of("2026-01-02")),
    duckdb.BinderException("no such column"),
]


@pytest.mark.parametrize(
    ("error", "allow_retries"), [(error, True) for error in TRANSIENT] + [(error, False) for error in LASTING]
)
def test_only_what_may_pass_is_tried_again(error: Exception, allow_retries: bool) -> None:
    with pytest.raises(dg.Failure) as raised, failures_for_dagster():
        raise_as_a_step_does(error)
    assert raised.value.allow_retries is allow_retries


def test_the_ops_run_every_step_in_its_order() -> None:
    in_ops = (*shop_assets.STEPS, *model_assets.STEPS, *publication_assets.STEPS)
    assert in_ops == tuple(step.name for step in STEPS)


def raise_as_a_step_does(error: Exception) -> None:
    """Raise an error of the file system or the warehouse as `run_step` does, with a type of its own."""
    if isinstance(error, OSError | duckdb.Error):
        raise StepFailedError("publish", str(error)) from error
    raise error
