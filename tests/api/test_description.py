"""Schemathesis asks what the OpenAPI description allows, and what it does not, and finds no fault."""

import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.api.keys import Scope
from tests.api.serving import KEYS

# Boundaries of every parameter come from the coverage phase; random cases are few here, and more by hand.
OPTIONS = (
    *("--phases", "examples,coverage,fuzzing"),
    *("--max-examples", "5"),
    *("--seed", "1"),
    *("--checks", "all"),
    "--generation-deterministic",
    "--no-shrink",
    "--no-color",
)


@pytest.mark.long
def test_nothing_that_is_asked_finds_a_fault(address: str, tmp_path: Path) -> None:
    run = subprocess.run(
        [
            Path(sys.executable).with_name("schemathesis"),
            *("run", f"{address}/openapi.json", "--header", f"Authorization: Bearer {KEYS[Scope.personal]}"),
            *OPTIONS,
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "11 selected / 11 total" in run.stdout
