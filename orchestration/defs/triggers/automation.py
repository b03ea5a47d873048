"""Start things when customers enter or leave a segment: messages to the webhook after each publication, runs of jobs.

A trigger `job:NAME` starts a run of that job for each customer, with these tags: `segments/trigger`,
`segments/customer_id`, `segments/segment_code`, `segments/event`, `segments/occurred_at` and `segments/key`, which is
the run's key too, so no event starts two runs.
"""

from datetime import UTC, datetime

import dagster as dg

from orchestration.defs.publication.assets import PUBLISHED
from orchestration.defs.refresh.steps import retries
from orchestration.delivery.outbox import TriggerEvent
from orchestration.delivery.platforms.errors import TemporaryError
from orchestration.delivery.store import DestinationBusyError
from orchestration.delivery.trigger_webhook import TriggerWebhook
from orchestration.delivery.triggering import confirm, next_events, run_trigger
from orchestration.faults import FaultsError, UserError
from orchestration.project import find_project
from orchestration.specs import Trigger, read_specs

WEBHOOK_JOB = "trigger_webhook"
GIVEN_TO_A_JOB = "given_to_a_job"
SECONDS_BETWEEN_LOOKS = 60


def triggers() -> dg.Definitions:
    """Make the job of the webhook with its sensor, and a sensor for each trigger of a job."""
    active = _active()
    sensors = [job_sensor(one) for one in active if one.job]
    if any(not one.job for one in active):
        return dg.Definitions(jobs=[_webhook_job()], sensors=[*sensors, webhook_sensor()])
    return dg.Definitions(sensors=sensors)


def webhook_sensor() -> dg.SensorDefinition:
    """Start the job of the webhook after each publication."""

    @dg.asset_sensor(
        asset_key=PUBLISHED,
        name="trigger_webhook_sensor",
        job_name=WEBHOOK_JOB,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description="Tell the webhook of entries and exits after each publication.",
    )
    def after_publication(context: dg.SensorEvaluationContext) -> dg.RunRequest:
        return dg.RunRequest(run_key=context.cursor)

    return after_publication


def job_sensor(trigger: Trigger) -> dg.SensorDefinition:
    """Start a run of a trigger's job for each of its events."""

    @dg.sensor(
        name=f"trigger_{trigger.name}_sensor",
        job_name=trigger.job,
        minimum_interval_seconds=SECONDS_BETWEEN_LOOKS,
        default_status=dg.DefaultSensorStatus.RUNNING,
        description=f"Start {trigger.job} for each customer who {trigger.event} {trigger.segment_code}.",
    )
    def on_events(context: dg.SensorEvaluationContext) -> dg.SensorResult:
        project, now = find_project(), datetime.now(UTC)
        try:
            # Dagster keeps the cursor together with the runs it asked for, so those of the last look are there now.
            if context.cursor:
                confirm(project, trigger, context.cursor, now, GIVEN_TO_A_JOB)
            found = next_events(project, trigger, now)
        except UserError as error:
            return dg.SensorResult(skip_reason=str(error), cursor=context.cursor)
        if found is None:
            return dg.SensorResult(skip_reason="nobody new", cursor="")
        requests = [_run_request(trigger, event) for event in found.events]
        return dg.SensorResult(run_requests=requests, cursor=found.refresh_id)

    return on_events


def _run_request(trigger: Trigger, event: TriggerEvent) -> dg.RunRequest:
    return dg.RunRequest(
        run_key=event.key,
        job_name=trigger.job,
        tags={
            "segments/trigger": trigger.name,
            "segments/customer_id": event.customer_id,
            "segments/segment_code": trigger.segment_code,
            "segments/event": trigger.event,
            "segments/occurred_at": f"{event.occurred_at:%Y-%m-%dT%H:%M:%SZ}",
            "segments/key": event.key,
        },
    )


def _webhook_job() -> dg.JobDefinition:
    @dg.op(retry_policy=retries(), description="Post entries and exits to the webhook, trigger by trigger.")
    def tell_the_webhook(context: dg.OpExecutionContext) -> None:
        project = find_project()
        try:
            specs = read_specs(project)
            receiver = TriggerWebhook()
            for one in specs.triggers:
                if one.is_active and not one.job:
                    told = run_trigger(project, specs, one.name, datetime.now(UTC), receiver.tell)
                    context.log.info(f"{one.name}: {told.outcomes or 'nothing new'}")
        except UserError as error:
            can_wait = isinstance(error, TemporaryError | DestinationBusyError)
            raise dg.Failure(description=str(error), allow_retries=can_wait) from error

    @dg.job(name=WEBHOOK_JOB, description="Tell the webhook who entered and left segments that have triggers.")
    def job() -> None:
        tell_the_webhook()

    return job


def _active() -> list[Trigger]:
    """Read the active triggers; faults in the seeds are told by the refresh."""
    try:
        return [one for one in read_specs(find_project()).triggers if one.is_active]
    except FaultsError:
        return []
