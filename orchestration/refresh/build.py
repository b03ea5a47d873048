"""Build everything with dbt: seeds, models, history and tests, in one run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from orchestration.contracts import contract_results
from orchestration.refresh import tidying
from orchestration.refresh.artifacts import WITHOUT_ARTIFACTS, is_manifest_current
from orchestration.refresh.broken_contracts import warn_of_contracts, with_contracts
from orchestration.refresh.continuation import is_full, is_untouched, previous_as_of
from orchestration.refresh.dbt_run import run_dbt
from orchestration.refresh.dbt_settings import environment, project_arguments, project_environment
from orchestration.refresh.definitions_check import check_definitions
from orchestration.refresh.deployed import LEFT_OUT, forget_deployed, is_deployed, remember_deployed
from orchestration.refresh.errors import BuildFailedError
from orchestration.refresh.known_names import unknown_names
from orchestration.refresh.packages import install_packages
from orchestration.refresh.progress import Event, Observe, warning_of
from orchestration.refresh.publication_changes import goes_on_from_published
from orchestration.refresh.publication_copy import copying
from orchestration.refresh.start import Refresh
from orchestration.refresh.warehouse import open_warehouse

STEP = "build"


@dataclass(frozen=True)
class Begun:
    """Say what `begin` has decided.

    Args:
        is_full: whether everything is computed.
        previous_as_of: instant of the last successful refresh, UTC, without a zone; None before the first.
        is_deployed: whether views and seeds are as the definitions and the day want them.
        only_remeasured_moved: whether only customers who are measured again can have entered or left a segment.
        is_tidied: whether gaps of deleted rows are closed this time.
        goes_on_from_published: whether what is published is the published file, with what changed.
    """

    is_full: bool
    previous_as_of: datetime | None
    is_deployed: bool
    only_remeasured_moved: bool
    is_tidied: bool
    goes_on_from_published: bool


def build(refresh: Refresh, observe: Observe) -> None:
    """Run `dbt build` over the whole project; a failed model or test raises with every failure."""
    observe(Event(STEP, "progress", "checking the seeds"))
    specs = check_definitions(refresh.project, observe, STEP)
    with open_warehouse(refresh.project.build_file, read_only=True) as connection:
        full = is_full(connection)
        deployed = not full and is_deployed(connection, refresh)
        begun = Begun(
            is_full=full,
            previous_as_of=previous_as_of(connection),
            is_deployed=deployed,
            only_remeasured_moved=deployed and is_untouched(connection),
            is_tidied=tidying.is_due(connection),
            goes_on_from_published=goes_on_from_published(connection, refresh.project),
        )
    if not begun.is_deployed:
        forget_deployed(refresh)
    try:
        with (
            copying(refresh.project.published_file, is_wanted=begun.goes_on_from_published),
            environment(dbt_environment(refresh, begun)),
        ):
            install_packages(refresh.project, observe, STEP)
            arguments = dbt_arguments(refresh, begun)
            run_dbt(refresh.project, arguments, observe, STEP)
            # Only a text about a model has changed.
            if WITHOUT_ARTIFACTS in arguments and not is_manifest_current(refresh.project):
                run_dbt(refresh.project, ["parse", *project_arguments(refresh.project)], observe, STEP)
    except BuildFailedError as error:
        raise with_contracts(error, refresh.project, specs, observe, STEP) from error
    if not begun.is_deployed:
        remember_deployed(refresh)
    with open_warehouse(refresh.project.build_file, read_only=True) as connection:
        for unknown in unknown_names(connection, specs):
            observe(warning_of(unknown, STEP))
        warn_of_contracts(contract_results(connection, specs.contracts), observe, STEP)
    observe(Event(STEP, "progress", "built and tested", 1.0))


def dbt_arguments(refresh: Refresh, begun: Begun) -> list[str]:
    """Give the arguments of the one dbt command a refresh consists of."""
    full = ["--full-refresh"] if begun.is_full else []
    left_out = ["--exclude", *LEFT_OUT] if begun.is_deployed else []
    is_unchanged = begun.is_deployed and is_manifest_current(refresh.project)
    artifacts = [WITHOUT_ARTIFACTS] if is_unchanged else []
    return ["build", *project_arguments(refresh.project), *full, *left_out, *artifacts]


def dbt_environment(refresh: Refresh, begun: Begun) -> dict[str, str]:
    """Give the environment variables dbt needs beside its arguments.

    What changes from refresh to refresh is not given as `--vars`: for another value of a var dbt parses the whole
    project again.
    """
    return {
        **project_environment(refresh.project),
        "SEGMENTS_AS_OF": f"{refresh.as_of:%Y-%m-%dT%H:%M:%S}",
        "SEGMENTS_STARTED_AT": f"{refresh.started_at:%Y-%m-%dT%H:%M:%S}",
        "SEGMENTS_DEFINITION_COMMIT": refresh.definition_commit,
        tidying.TASKS: tidying.MANY if begun.is_tidied else tidying.NONE,
        "SEGMENTS_FULL": "true" if begun.is_full else "false",
        "SEGMENTS_ONLY_REMEASURED_MOVED": "true" if begun.only_remeasured_moved else "false",
        "SEGMENTS_PREVIOUS_AS_OF": f"{begun.previous_as_of:%Y-%m-%dT%H:%M:%S}" if begun.previous_as_of else "",
    }
