"""Run dbt inside this process: progress from its events, failures as values, and its hold on the file let go."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from orchestration.project import Project
from orchestration.refresh.artifacts import WITHOUT_ARTIFACTS, write_results
from orchestration.refresh.errors import BuildFailedError, RefreshError
from orchestration.refresh.failures import node_failures, node_warnings, run_failure
from orchestration.refresh.progress import Event, Observe

if TYPE_CHECKING:
    from dbt.cli.main import dbtRunnerResult
    from dbt_common.events.base_types import EventMsg

# On the screen the observer speaks, not dbt; dbt's own words are in logs/dbt.log.
QUIET = ["--log-level", "none", "--log-level-file", "debug", "--no-use-colors", "--no-print"]

ALMOST_DONE = 0.99
# In place of every 700 objects. Memory stays the same.
SELDOM = (20_000, 20, 10)


class CompilationError(RefreshError):
    """Report a query dbt could not compile."""

    def __init__(self, reason: str) -> None:
        """Keep what dbt said."""
        self.reason = reason
        super().__init__(f"dbt could not compile the query: {reason}")


def run_dbt(project: Project, arguments: Sequence[str], observe: Observe, step: str) -> None:
    """Run one dbt command; when anything fails, raise every failure at once.

    Args:
        project: the project it runs on.
        arguments: command and options.
        observe: gets the progress, and a warning for each test that warns.
        step: name of the step the events belong to.
    """
    done = invoke_dbt(arguments, _node_counter(observe, step))
    if done.exception is not None and not isinstance(done.exception, Exception):
        raise done.exception  # Ctrl-C, or a run that is terminated in Dagster: no failure of the build
    if WITHOUT_ARTIFACTS in arguments:
        write_results(project, done.result)
    results = list(getattr(done.result, "results", ()))
    for warning in node_warnings(results):
        observe(Event(step, "warning", warning))
    if done.success:
        return
    failures = node_failures(project, results) or [run_failure(project, done.exception)]
    skipped = sum(1 for result in results if str(result.status) == "skipped")
    raise BuildFailedError(failures, skipped)


def compile_inline(project: Project, template: str, arguments: Sequence[str]) -> str:
    """Give the SQL dbt makes of a template, without opening the warehouse.

    Args:
        project: the project whose macros and models it may name.
        template: SQL with Jinja.
        arguments: options that point dbt at the project.
    """
    offline = ["--no-introspect", "--no-populate-cache"]
    done = invoke_dbt(["compile", "--inline", template, *arguments, *offline])
    results = list(getattr(done.result, "results", ()))
    if not done.success or not results:
        failures = node_failures(project, results) or [run_failure(project, done.exception)]
        raise CompilationError(failures[0].message)
    return str(results[0].node.compiled_code)


def invoke_dbt(arguments: Sequence[str], *callbacks: Callable[[EventMsg], None]) -> dbtRunnerResult:
    """Call dbt, and let go of the warehouse file afterwards: a reader or the next step wants it."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager  # noqa: PLC0415 dbt takes a second to import
    from dbt.cli.main import dbtRunner  # noqa: PLC0415 only what runs it waits for it

    # A log that cannot be written must not bury the reason why under a traceback for each of its lines.
    told, logging.raiseExceptions = logging.raiseExceptions, False
    try:
        with _collecting_seldom():
            return dbtRunner(callbacks=[_keep_parsed, *callbacks]).invoke([*arguments, *QUIET])
    finally:
        logging.raiseExceptions = told
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Look for garbage seldom: dbt makes much that lives long, and to look through it is a tenth of a small refresh."""
    thresholds = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def _keep_parsed(event: EventMsg) -> None:
    """Never look through what was parsed: it lives as long as the nodes run."""
    if event.info.name == "ConcurrencyLine":
        gc.freeze()


def _node_counter(observe: Observe, step: str) -> Callable[[EventMsg], None]:
    """Make a callback that turns dbt's events into a fraction of the nodes done."""
    total = 0
    finished = 0

    def on_event(event: EventMsg) -> None:
        nonlocal total, finished
        if event.info.name == "ConcurrencyLine":
            total = event.data.node_count
        elif event.info.name == "NodeFinished":
            finished += 1
            node = event.data.node_info.node_name
            # Whether the step is done is for the step to say.
            fraction = min(finished / total, ALMOST_DONE) if total else 0.0
            observe(Event(step, "progress", f"{finished}/{total} {node}", fraction))

    return on_event
