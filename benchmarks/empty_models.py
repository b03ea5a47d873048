"""What dbt itself costs: a project of so many views with nothing in them."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from benchmarks.measuring import Measurement, measure

PROJECT = """\
name: empty_models
version: "0.1.0"
profile: empty_models
flags: {send_anonymous_usage_stats: false}
"""

PROFILE = """\
empty_models:
  target: duckdb
  outputs:
    duckdb: {{type: duckdb, path: "{path}", threads: 2}}
"""


def measure_empty_models(folder: Path, models: int) -> Measurement:
    """Parse and build `models` views that select a constant."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "models").mkdir(parents=True)
    (folder / "dbt_project.yml").write_text(PROJECT, encoding="utf-8")
    (folder / "profiles.yml").write_text(PROFILE.format(path=folder / "warehouse.duckdb"), encoding="utf-8")
    for number in range(models):
        (folder / "models" / f"empty_{number:04d}.sql").write_text("select 1 as customer_id\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "dbt.cli.main",
        "build",
        "--project-dir",
        str(folder),
        "--profiles-dir",
        str(folder),
    ]
    return measure(command, {"DO_NOT_TRACK": "1", "PYTHONDONTWRITEBYTECODE": ""}, folder)
