"""An asset for each active destination: its plan, what became of it, and checks that say when a human is needed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import dagster as dg

from orchestration.defs.models.translator import owner_names
from orchestration.defs.publication.assets import PUBLISHED
from orchestration.defs.refresh.figures import ROW_COUNT
from orchestration.defs.refresh.steps import retries
from orchestration.delivery.plan import PlanHeader
from orchestration.delivery.platforms.errors import TemporaryError
from orchestration.delivery.store import DestinationBusyError
from orchestration.delivery.syncing import Synced, sync
from orchestration.faults import FaultsError, UserError
from orchestration.project import Project, find_project
from orchestration.specs import Destination, Specs, read_specs

GROUP = "destinations"
JOB = "sync"
OWNER = "Marketing"

# Platforms of one account share its limits, so destinations wait for each other.
POOL = "platforms"

NOTHING_STOPS = "nothing_stops_for_a_human"
NOTHING_GIVEN_UP = "nothing_was_given_up"
CHECKS = {
    NOTHING_STOPS: "Fails when the plan goes beyond max_shrink or max_rows.",
    NOTHING_GIVEN_UP: "Fails while rows are in delivery_dead_letters.",
}


def destinations() -> dg.Definitions:
    """Make an asset for each active destination, the job that syncs them, and the sensor that starts it."""
    project = find_project()
    active = [one for one in _specs_or_nothing(project).destinations if one.is_active]
    if not active:
        return dg.Definitions()
    job = dg.define_asset_job(
        JOB,
        selection=dg.AssetSelection.groups(GROUP),
        description="Plan every destination, and apply the plan where auto_apply is set.",
    )
    return dg.Definitions(assets=[_asset(one) for one in active], jobs=[job], sensors=[publication_sensor()])


def publication_sensor() -> dg.SensorDefinition:
    """Start the job after each publication that Dagster made."""

    @dg.asset_sensor(
        asset_key=PUBLISHED,
        name="publication_sensor",
        job_name=JOB,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Sync the destinations after each publication.",
    )
    def after_publication(context: dg.SensorEvaluationContext) -> dg.RunRequest:
        return dg.RunRequest(run_key=context.cursor)

    return after_publication


def _asset(destination: Destination) -> dg.AssetsDefinition:
    key = dg.AssetKey([GROUP, destination.name])

    @dg.multi_asset(
        name=f"sync_{destination.name}",
        specs=[
            dg.AssetSpec(
                key,
                deps=[PUBLISHED],
                group_name=GROUP,
                owners=owner_names(OWNER),
                kinds={destination.platform},
                description=f"Members of `{destination.segment_code}` on the list {destination.list} at "
                f"{destination.platform}, for {destination.consent_channel} ({destination.mode}).",
            )
        ],
        check_specs=[dg.AssetCheckSpec(name, asset=key, description=text) for name, text in CHECKS.items()],
        pool=POOL,
        retry_policy=retries(),
    )
    def synced(context: dg.AssetExecutionContext) -> Iterator[Any]:
        try:
            project = find_project()
            done = sync(project, read_specs(project), destination.name, datetime.now(UTC), _telling(context.log))
        except UserError as error:
            can_wait = isinstance(error, TemporaryError | DestinationBusyError)
            raise dg.Failure(description=str(error), allow_retries=can_wait) from error
        yield dg.MaterializeResult(asset_key=key, metadata=_figures(done))
        yield from _checked(key, done)

    return synced


def _figures(done: Synced) -> dict[str, Any]:
    header = done.plan.header if done.plan else None
    counts = {name: getattr(header, name) if header else 0 for name in ("adds", "updates", "removes")}
    figures: dict[str, Any] = {ROW_COUNT: done.status.members, **counts, "waiting": done.status.waiting}
    if header:
        reasons = [*header.kept_off.items()]
        figures["plan"] = header.plan_id
        figures["kept_off"] = ", ".join(f"{reason} {number}" for reason, number in reasons) or "nobody"
    if done.applied:
        figures["outcomes"] = ", ".join(f"{name} {number}" for name, number in done.applied.outcomes.items())
    return figures


def _checked(key: dg.AssetKey, done: Synced) -> Iterator[dg.AssetCheckResult]:
    blocked = done.plan.header.blocked if done.plan else ()
    parked = done.status.parked
    for name, passed, said in (
        (NOTHING_STOPS, not blocked, "; ".join(blocked)),
        (NOTHING_GIVEN_UP, parked == 0, f"{parked} rows; `segments sync status {done.status.destination}` says why"),
    ):
        yield dg.AssetCheckResult(
            passed=passed,
            asset_key=key,
            check_name=name,
            severity=dg.AssetCheckSeverity.WARN,
            description=None if passed else said,
        )


def _telling(log: dg.DagsterLogManager) -> Any:  # noqa: ANN401 a Watch
    done = 0

    def watch(header: PlanHeader, settled: int) -> None:
        nonlocal done
        done += settled
        log.info(f"{header.plan_id}: {done} of {header.changes} rows")

    return watch


def _specs_or_nothing(project: Project) -> Specs:
    """Read the seeds; with faults in them the refresh says so, and there is no destination until they are put right."""
    try:
        return read_specs(project)
    except FaultsError:
        return Specs(segments=())
