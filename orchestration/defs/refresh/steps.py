"""Run the steps of a refresh in an op: their progress as log lines, their failures tried again where that can help."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import dagster as dg
import duckdb

from orchestration.defs.refresh.settings import retry_seconds
from orchestration.faults import UserError
from orchestration.refresh.errors import RefreshRunningError, StepFailedError, WarehouseBusyError
from orchestration.refresh.progress import Event, Observe
from orchestration.refresh.start import Refresh
from orchestration.refresh.steps import STEPS, run_step

# Ops of one pool never run at once: dagster.yaml gives a pool one place, held for the whole run.
POOL = "warehouse"

ATTEMPTS = 6

# A log line per node would bury the others; a build is told in tenths.
PARTS_TOLD = 10


def run_steps(names: tuple[str, ...], refresh: Refresh, log: dg.DagsterLogManager) -> None:
    """Run the named steps in the order of the one definition both doors share."""
    for step in STEPS:
        if step.name in names:
            with failures_for_dagster():
                run_step(step, refresh, logging_to(log))


def retries() -> dg.RetryPolicy:
    """Try again for half an hour: longer than another refresh takes or a BI tool keeps a file open."""
    return dg.RetryPolicy(max_retries=ATTEMPTS - 1, delay=retry_seconds(), backoff=dg.Backoff.EXPONENTIAL)


@contextmanager
def failures_for_dagster() -> Iterator[None]:
    """Turn what stops a step into a Dagster failure that is tried again only when waiting can help."""
    try:
        yield
    except UserError as error:
        raise dg.Failure(description=str(error), allow_retries=is_transient(error)) from error


def is_transient(error: UserError) -> bool:
    """Tell a lock or a disk, which may be free later, from seeds, data and models, which somebody has to change."""
    if isinstance(error, StepFailedError):
        return isinstance(error.__cause__, OSError | duckdb.IOException)
    return isinstance(error, RefreshRunningError | WarehouseBusyError)


def logging_to(log: dg.DagsterLogManager) -> Observe:
    """Make an observer that writes to a run's log: every note and warning, and progress in tenths."""
    told = -1

    def observe(event: Event) -> None:
        nonlocal told
        line = f"{event.step}: {event.text}"
        if event.kind == "warning":
            log.warning(line)
        elif event.kind == "note":
            log.info(line)
        elif int(event.fraction * PARTS_TOLD) > told:
            told = int(event.fraction * PARTS_TOLD)
            log.info(line)

    return observe
