"""Run the Dagster job `refresh` once, in this process, as its schedule would."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import dagster as dg
import typer

from orchestration.definitions import defs
from orchestration.defs.refresh.automation import JOB
from orchestration.defs.refresh.run import RESOURCE


def main(as_of: Annotated[str, typer.Argument(help="Instant to stand at, UTC.")]) -> None:
    """Refresh, and end with 1 when the job failed."""
    Path(os.environ["DAGSTER_HOME"]).mkdir(parents=True, exist_ok=True)
    (Path(os.environ["DAGSTER_HOME"]) / "dagster.yaml").write_text("telemetry: {enabled: false}\n", encoding="utf-8")
    config = dg.RunConfig(resources={RESOURCE: {"config": {"as_of": as_of}}})
    with dg.DagsterInstance.get() as instance:
        job = defs().get_job_def(JOB)
        done = job.execute_in_process(run_config=config, instance=instance, raise_on_error=False)
    sys.exit(0 if done.success else 1)


if __name__ == "__main__":
    typer.run(main)
