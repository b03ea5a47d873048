"""One refresh, defined once: the command line and the Dagster job both run these steps and add no logic."""

from orchestration.refresh.build import dbt_arguments, dbt_environment
from orchestration.refresh.lock import refresh_lock
from orchestration.refresh.progress import Event, Observe, ignore
from orchestration.refresh.start import Refresh, parse_as_of, start_refresh
from orchestration.refresh.steps import STEPS, Step, run_refresh, run_step

__all__ = [
    "STEPS",
    "Event",
    "Observe",
    "Refresh",
    "Step",
    "dbt_arguments",
    "dbt_environment",
    "ignore",
    "parse_as_of",
    "refresh_lock",
    "run_refresh",
    "run_step",
    "start_refresh",
]
