"""`segments` in a process of its own that starts at once: what it needs is imported before it is forked.

To start Python and import dbt takes two seconds, and the suite runs hundreds of commands.
"""

import io
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from orchestration import cli
from tests.harness.leaks import LEAKS, undefined
from tests.harness.processes import PROCESSES, SECONDS_TO_FINISH


def run_segments(
    arguments: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run one command as the console script does, and give what it said and its exit code, negative for a signal.

    Args:
        arguments: what follows `segments`.
        folder: where it is run.
        environment: all of it.
    """
    with TemporaryDirectory(prefix="segments-") as said:
        out, err = Path(said, "out"), Path(said, "err")
        process: Any = PROCESSES.Process(target=_run, args=(list(arguments), folder, dict(environment), out, err))
        process.start()
        process.join(SECONDS_TO_FINISH)
        if process.exitcode is None:
            process.kill()
            raise subprocess.TimeoutExpired(list(arguments), SECONDS_TO_FINISH)
        written = [path.read_text(encoding="utf-8") if path.exists() else "" for path in (out, err)]
        LEAKS.learn(environment)
        leaked = undefined(LEAKS.in_text(written[1].encode(), [argument.encode() for argument in arguments]), folder)
        assert not leaked, f"segments {' '.join(arguments)} logs {leaked}"
        return subprocess.CompletedProcess(list(arguments), process.exitcode, *written)


def _run(arguments: list[str], folder: Path, environment: dict[str, str], out: Path, err: Path) -> None:
    """Run inside the new process."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number, path in ((0, Path(os.devnull)), (1, out), (2, err)):
        opened = os.open(path, os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), encoding="utf-8", write_through=True)
    sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), encoding="utf-8", write_through=True)
    sys.argv = ["segments", *arguments]
    cli.main()
