"""The job `refresh` and what starts it: two schedules, and a sensor on the definitions."""

import dagster as dg

from orchestration.defs.destinations.assets import GROUP as DESTINATIONS
from orchestration.defs.refresh.definitions_state import definitions_fingerprint
from orchestration.defs.refresh.run import RESOURCE
from orchestration.defs.refresh.settings import full_refresh_cron, refresh_cron
from orchestration.faults import UserError
from orchestration.project import Project, find_project

JOB = "refresh"

SECONDS_BETWEEN_LOOKS = 30

RUN_TAGS = {
    # A refresh whose process died is started anew from its first step: only that one takes the lock.
    "dagster/retry_strategy": "ALL_STEPS",
}

FULL = dg.RunConfig(resources={RESOURCE: {"config": {"full": True}}})


def automation() -> dg.Definitions:
    """Make the job, its schedules and its sensor, all of them on from the start."""
    project = find_project()
    job = dg.define_asset_job(
        JOB,
        selection=dg.AssetSelection.all() - dg.AssetSelection.groups(DESTINATIONS),
        description="Ingest, build, test and publish: the same steps as `segments refresh`.",
        tags=RUN_TAGS,
    )
    return dg.Definitions(jobs=[job], schedules=schedules(project), sensors=[definitions_sensor()])


def schedules(project: Project) -> list[dg.ScheduleDefinition]:
    """Start the refresh at the shop's hours, and once a night one that recomputes everything."""
    return [
        dg.ScheduleDefinition(
            name="refresh_schedule",
            job_name=JOB,
            cron_schedule=refresh_cron(),
            execution_timezone=project.timezone.key,
            default_status=dg.DefaultScheduleStatus.RUNNING,
            description="Bring the segments up to date. SEGMENTS_CRON sets when, in the shop's zone.",
        ),
        dg.ScheduleDefinition(
            name="full_refresh_schedule",
            job_name=JOB,
            cron_schedule=full_refresh_cron(),
            execution_timezone=project.timezone.key,
            run_config=FULL,
            default_status=dg.DefaultScheduleStatus.RUNNING,
            description="Recompute all that can be recomputed. SEGMENTS_FULL_CRON sets when, in the shop's zone.",
        ),
    ]


def definitions_sensor() -> dg.SensorDefinition:
    """Start a refresh when a segment was added or changed: a static one is formed as soon as it is created."""

    @dg.sensor(
        name="definitions_sensor",
        job_name=JOB,
        minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Start the refresh when the seeds and the models generated from them have changed together.",
    )
    def on_changed_definitions(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
        try:
            fingerprint = definitions_fingerprint(find_project())
        except UserError as error:
            return dg.SkipReason(str(error))
        count, _, seen = (context.cursor or "0:").partition(":")
        if fingerprint == seen:
            return dg.SkipReason("the definitions have not changed")
        # The count tells a change from the same change made again after it was undone.
        cursor = f"{int(count) + 1}:{fingerprint}"
        return dg.SensorResult(run_requests=[dg.RunRequest(run_key=cursor)], cursor=cursor)

    return on_changed_definitions
