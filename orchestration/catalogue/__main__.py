"""Serve the pages: `make catalogue`, or `python -m orchestration.catalogue --port 8501`."""

from __future__ import annotations

import argparse
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from orchestration.faults import UserError
from orchestration.project import find_project
from orchestration.ui.__main__ import PortTakenError, is_taken

APP = Path(__file__).with_name("app.py")
WRONG_USE = 2

# What the pages are made with comes with the extra `catalogue`; nothing of them can be imported without it.
PACKAGES = ("altair", "babel", "streamlit")

# Nothing is asked of another machine, nothing is watched, and nothing is offered that is for whoever writes the pages.
OPTIONS = {
    "browser.gatherUsageStats": "false",
    "client.toolbarMode": "minimal",
    "client.showErrorDetails": "none",
    "server.headless": "true",
    "server.fileWatcherType": "none",
    "server.showEmailPrompt": "false",
    "logger.hideWelcomeMessage": "true",
    "theme.primaryColor": "#1f6f8b",
    "theme.linkColor": "#1f6f8b",
    "theme.baseRadius": "small",
    "theme.font": "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif",
    "theme.headingFont": "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'DejaVu Sans', sans-serif",
}


class ExtraMissingError(UserError):
    """Report packages that were not installed along."""

    def __init__(self, missing: list[str]) -> None:
        """Keep which."""
        self.missing = tuple(missing)
        super().__init__(
            f"the catalogue needs {', '.join(missing)}; install them with pip install 'customer-segments[catalogue]' "
            "(in a copy of the repository: pip install '.[catalogue]')"
        )


def main() -> int:
    """Check what can be wrong, then become the server, so that whoever stops this stops that."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.catalogue", description="Serve the catalogue.")
    parser.add_argument("--address", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", default=8501, type=int, help="port to listen on")
    arguments = parser.parse_args()
    try:
        _check_settings()
        project = find_project()
        if is_taken(arguments.address, arguments.port):
            raise PortTakenError(arguments.address, arguments.port)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_USE
    sys.stderr.write(f"the segment catalogue: http://{arguments.address}:{arguments.port} (Ctrl-C stops it)\n")
    sys.stderr.flush()
    _serve(project.root, arguments.address, arguments.port)
    return 0


def _check_settings() -> None:
    if missing := [package for package in PACKAGES if find_spec(package) is None]:
        raise ExtraMissingError(missing)
    from orchestration.catalogue.settings import read_settings  # noqa: PLC0415 needs the extra

    read_settings()


def _serve(root: Path, address: str, port: int) -> None:
    options = {**OPTIONS, "server.address": address, "server.port": str(port)}
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(APP),
        *(f"--{name}={text}" for name, text in options.items()),
    ]
    os.execve(sys.executable, command, os.environ | {"SEGMENTS_PROJECT": str(root)})  # noqa: S606 constants


if __name__ == "__main__":
    sys.exit(main())
