"""The check that the publication is no older than the schedule allows, made by every refresh and by a sensor between.

It reads the published file itself: a refresh made from the command line counts like one made by Dagster.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import dagster as dg

from orchestration.defs.publication.assets import PUBLISHED
from orchestration.defs.refresh.settings import refresh_cron
from orchestration.faults import UserError
from orchestration.project import Project, find_project
from orchestration.published import last_refresh, open_published

CHECK = "is_fresh"
SECONDS_BETWEEN_LOOKS = 300

# How long after its tick a refresh may go on, retries included, before it is missed.
GRACE = timedelta(hours=1)


@dataclass(frozen=True)
class Verdict:
    """Say whether the publication is fresh, and why.

    Args:
        passed: whether a refresh succeeded in time.
        description: one sentence.
    """

    passed: bool
    description: str


def freshness() -> dg.Definitions:
    """Make the check, and the sensor that repeats it while no refresh runs."""

    @dg.asset_check(
        asset=PUBLISHED, name=CHECK, description="Fails when no refresh succeeded for longer than the schedule allows."
    )
    def is_fresh() -> dg.AssetCheckResult:
        verdict = judge(find_project(), datetime.now(UTC))
        return dg.AssetCheckResult(passed=verdict.passed, description=verdict.description)

    @dg.sensor(
        name="freshness_sensor",
        minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Repeat the freshness check between refreshes, and report when its verdict changes.",
    )
    def on_stale_publication(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        verdict = judge(find_project(), datetime.now(UTC))
        if context.cursor == verdict.description:
            return dg.SkipReason(verdict.description)
        evaluation = dg.AssetCheckEvaluation(
            asset_key=PUBLISHED, check_name=CHECK, passed=verdict.passed, description=verdict.description, metadata={}
        )
        return dg.SensorResult(asset_events=[evaluation], skip_reason=verdict.description, cursor=verdict.description)

    return dg.Definitions(asset_checks=[is_fresh], sensors=[on_stale_publication])


def judge(project: Project, now: datetime) -> Verdict:
    """Compare the last publication with the tick of the schedule that has had time to make one."""
    due = last_due(refresh_cron(), project.timezone, now)
    try:
        with open_published(project) as connection:
            as_of = last_refresh(connection).as_of.replace(tzinfo=UTC)
    except UserError as error:
        return Verdict(passed=False, description=str(error))
    published = f"the last publication is as of {as_of:%Y-%m-%d %H:%M:%SZ}"
    if as_of >= due:
        return Verdict(passed=True, description=published)
    return Verdict(passed=False, description=f"{published}; one was due at {due.astimezone(UTC):%Y-%m-%d %H:%M:%SZ}")


def last_due(cron: str, zone: ZoneInfo, now: datetime) -> datetime:
    """Give the last tick that has had its time to publish."""
    ended = now - GRACE
    windows = dg.TimeWindowPartitionsDefinition(cron_schedule=cron, start=ended, timezone=zone.key, fmt="%Y-%m-%d")
    window = windows.get_prev_partition_window(ended, respect_bounds=False)
    if window is None:
        raise ValueError(f"the schedule {cron} has no tick before {ended}")
    return window.end
