"""Run `dagster dev` until somebody stops it, and see that all of it is gone then.

It is a family of processes. They get a process group of their own, which is asked to stop as a whole, and ended when
some of it does not.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from orchestration.project import Project
from orchestration.ui.reloading import DefinitionsWatch

WORKSPACE = Path(__file__).with_name("workspace.yaml")

SECONDS_BETWEEN_LOOKS = 5

# What a run needs to be interrupted and to write it down.
SECONDS_TO_STOP = 15

# `dg dev`, which Dagster would rather see, is a package more for the same processes.
UNWANTED_WARNING = "ignore:Function `dev_command` is superseded"


def serve(project: Project, home: Path, host: str, port: int) -> int:
    """Run until the server ends or this process is told to stop; the server's exit code is given back."""
    command = [sys.executable, "-m", "dagster", "dev", "-w", str(WORKSPACE), "--host", host, "--port", str(port)]
    variables = os.environ | {
        "DAGSTER_HOME": str(home),
        "SEGMENTS_PROJECT": str(project.root),
        "PYTHONWARNINGS": UNWANTED_WARNING,
    }
    # Set before the server starts: a shell lets what it runs in the background ignore SIGINT, and the server would too.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    watch = DefinitionsWatch(project, f"http://{host}:{port}/graphql")
    with subprocess.Popen(command, env=variables, start_new_session=True) as server:  # noqa: S603 constants
        try:
            return _wait(server, watch)
        except KeyboardInterrupt:
            return 0
        finally:
            _stop(server)


def _wait(server: subprocess.Popen[bytes], watch: DefinitionsWatch) -> int:
    while True:
        try:
            return server.wait(SECONDS_BETWEEN_LOOKS)
        except subprocess.TimeoutExpired:
            watch.look()


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Ask the whole group to stop, and end what is left of it."""
    if _signal_group(server.pid, signal.SIGINT):
        try:
            server.wait(SECONDS_TO_STOP)
        finally:
            _signal_group(server.pid, signal.SIGKILL)


def _signal_group(group: int, number: signal.Signals) -> bool:
    """Send a signal to every process of a group; tell whether there was one."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
