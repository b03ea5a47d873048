"""`make ui`: Dagster's pages and its daemon, with a home that lasts, stopped as one.

`dagster dev` is a family of processes that do not all end when the first one is told to. They get a process group of
their own, which is asked to stop and, when it does not, ended.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from types import FrameType

from filelock import FileLock, Timeout

from orchestration.faults import UserError
from orchestration.project import Project, find_project

INSTANCE_CONFIG = Path(__file__).with_name("dagster.yaml")
MODULE = "orchestration.definitions"

# What a run needs to be interrupted and to write it down.
SECONDS_TO_STOP = 15
WRONG_USE = 2

# `dg dev`, which Dagster would rather see, is a package more for the same processes.
UNWANTED_WARNING = "ignore:Function `dev_command` is superseded"


class AlreadyRunningError(UserError):
    """Refuse a second daemon on the same home: each would start every scheduled refresh."""

    def __init__(self, home: Path) -> None:
        """Keep the home both would use."""
        self.home = home
        super().__init__(f"Dagster is already running with {home}")


def main() -> int:
    """Start everything, and wait until it is stopped."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.ui", description="Start Dagster's pages and daemon.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", default=3000, type=int, help="port to listen on")
    arguments = parser.parse_args()
    try:
        project = find_project()
        home = prepare_home(project)
        return serve(project, home, arguments.host, arguments.port)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_USE


def prepare_home(project: Project) -> Path:
    """Make the folder Dagster keeps its runs in, with the settings of this version."""
    home = Path(os.environ.get("DAGSTER_HOME", "").strip() or project.root / ".dagster").expanduser().resolve()
    home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(INSTANCE_CONFIG, home / INSTANCE_CONFIG.name)
    return home


def serve(project: Project, home: Path, host: str, port: int) -> int:
    """Run `dagster dev` until it ends or this process is told to stop; its exit code is given back."""
    lock = FileLock(home / "ui.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise AlreadyRunningError(home) from error
    command = [sys.executable, "-m", "dagster", "dev", "-m", MODULE, "--host", host, "--port", str(port)]
    variables = os.environ | {
        "DAGSTER_HOME": str(home),
        "SEGMENTS_PROJECT": str(project.root),
        "PYTHONWARNINGS": UNWANTED_WARNING,
    }
    # Set before the server starts: a shell lets what it runs in the background ignore SIGINT, and the server would too.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    with lock, subprocess.Popen(command, env=variables, start_new_session=True) as server:  # noqa: S603 constants
        try:
            return server.wait()
        except KeyboardInterrupt:
            return 0
        finally:
            stop(server)


def stop(server: subprocess.Popen[bytes]) -> None:
    """Ask the whole group to stop, and end what is left of it."""
    for number in (signal.SIGINT, signal.SIGKILL):
        if not _signal_group(server.pid, number):
            return
        try:
            server.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            continue


def _signal_group(group: int, number: signal.Signals) -> bool:
    """Send a signal to every process of a group; tell whether there was one."""
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
