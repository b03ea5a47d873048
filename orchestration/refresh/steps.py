"""The steps of a refresh in their order, and how one is run: the single definition behind both doors."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import duckdb

from orchestration.faults import UserError
from orchestration.notifications.notify import notifying
from orchestration.refresh.begin import begin
from orchestration.refresh.build import build
from orchestration.refresh.errors import RefreshError, StepFailedError
from orchestration.refresh.ingest import ingest
from orchestration.refresh.lock import refresh_lock
from orchestration.refresh.log import FAILED, close_row
from orchestration.refresh.progress import Observe, ignore
from orchestration.refresh.publish import publish
from orchestration.refresh.start import Refresh
from orchestration.refresh.warehouse import open_warehouse


@dataclass(frozen=True)
class Step:
    """Name one step of a refresh.

    Args:
        name: what the terminal and Dagster call it.
        description: what it does, for people.
        run: does it.
    """

    name: str
    description: str
    run: Callable[[Refresh, Observe], None]


STEPS = (
    Step("ingest", "Check the shop's files and put them before dbt.", ingest),
    Step("begin", "Take the history back to the last published refresh.", begin),
    Step("build", "Build and test every model.", build),
    Step("publish", "Put the new publication in the old one's place.", publish),
)


def run_refresh(refresh: Refresh, observe: Observe = ignore, *, door: str) -> None:
    """Run every step under the refresh lock, and tell whom it concerns how it ended.

    Args:
        refresh: the refresh to run.
        observe: gets the progress.
        door: where it was started from.
    """
    with notifying(refresh, observe), refresh_lock(refresh, door):
        for step in STEPS:
            run_step(step, refresh, observe)


def run_step(step: Step, refresh: Refresh, observe: Observe = ignore) -> None:
    """Run one step; whatever stops it is written to the refresh's row and raised as an error with its values."""
    with marking_failure(refresh, step.name):
        step.run(refresh, observe)


@contextlib.contextmanager
def marking_failure(refresh: Refresh, step: str) -> Iterator[None]:
    """Mark the refresh failed when the block raises, and give the errors of files and warehouse a type of their own."""
    try:
        yield
    except (duckdb.Error, OSError) as error:
        mark_failed(refresh)
        raise StepFailedError(step, str(error)) from error
    except UserError as error:
        error.step = step
        mark_failed(refresh)
        raise
    except BaseException:  # an interrupt, Ctrl-C's or Dagster's, or a fault of the program
        mark_failed(refresh)
        raise


def mark_failed(refresh: Refresh) -> None:
    """Write the failure where the build file can be opened; where it cannot, the error being raised says why."""
    if not refresh.project.build_file.exists():
        return
    with contextlib.suppress(RefreshError, duckdb.Error), open_warehouse(refresh.project.build_file) as connection:
        close_row(connection, refresh, FAILED)
