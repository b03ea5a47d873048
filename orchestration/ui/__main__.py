"""Start Dagster's pages and daemon, with a home that lasts, and stop them as one."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import sys
from pathlib import Path

from filelock import FileLock, Timeout

from orchestration.faults import UserError
from orchestration.project import Project, find_project
from orchestration.ui.serving import serve

INSTANCE_CONFIG = Path(__file__).with_name("dagster.yaml")
WRONG_USE = 2


class AlreadyRunningError(UserError):
    """Refuse a second daemon on the same home: each would start every scheduled refresh."""

    def __init__(self, home: Path) -> None:
        """Keep the home both would use."""
        self.home = home
        super().__init__(f"Dagster is already running with {home}")


class PortTakenError(UserError):
    """Refuse a port somebody listens on: Dagster would quietly take another one."""

    def __init__(self, host: str, port: int) -> None:
        """Keep where it was to listen."""
        self.host = host
        self.port = port
        super().__init__(f"{host}:{port} is taken; choose another port with --port")


def main() -> int:
    """Start everything, and wait until it is stopped."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.ui", description="Start Dagster's pages and daemon.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", default=3000, type=int, help="port to listen on")
    arguments = parser.parse_args()
    try:
        return start(find_project(), arguments.host, arguments.port)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_USE


def start(project: Project, host: str, port: int) -> int:
    """Serve the project, unless somebody does already."""
    home = prepare_home(project)
    lock = FileLock(home / "ui.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise AlreadyRunningError(home) from error
    with lock:
        if is_taken(host, port):
            raise PortTakenError(host, port)
        return serve(project, home, host, port)


def is_taken(host: str, port: int) -> bool:
    """Tell whether somebody listens there."""
    with socket.socket() as caller:
        return caller.connect_ex((host, port)) == 0


def prepare_home(project: Project) -> Path:
    """Make the folder Dagster keeps its runs in, with the settings of this version."""
    home = Path(os.environ.get("DAGSTER_HOME", "").strip() or project.root / ".dagster").expanduser().resolve()
    home.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(INSTANCE_CONFIG, home / INSTANCE_CONFIG.name)
    return home


if __name__ == "__main__":
    sys.exit(main())
