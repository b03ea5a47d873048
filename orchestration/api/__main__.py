"""Serve the API: `make api`, or `python -m orchestration.api --port 8000`."""

from __future__ import annotations

import argparse
import sys

import uvicorn

from orchestration.api.settings import read_settings
from orchestration.faults import UserError
from orchestration.project import find_project
from orchestration.ui.__main__ import PortTakenError, is_taken

WRONG_USE = 2
SECONDS_TO_FINISH = 10
MOST_WORKERS = 64


def main() -> int:
    """Check what can be wrong, then serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.api", description="Serve the read API.")
    parser.add_argument("--address", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", default=8000, type=int, help="port to listen on")
    parser.add_argument(
        "--workers", default=1, type=_workers, help="processes that answer; each keeps members in memory"
    )
    arguments = parser.parse_args()
    try:
        read_settings()
        find_project()
        if is_taken(arguments.address, arguments.port):
            raise PortTakenError(arguments.address, arguments.port)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_USE
    address = f"http://{arguments.address}:{arguments.port}"
    sys.stderr.write(
        f"the read API: {address} (Ctrl-C stops it); {address}/openapi.json describes it\n"
        f"ask it: curl -H 'Authorization: Bearer KEY' {address}/v1/segments\n"
    )
    uvicorn.run(
        "orchestration.api.worker:application",
        factory=True,
        workers=arguments.workers,
        host=arguments.address,
        port=arguments.port,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=False,
        ws="none",  # its handshake would be logged with the path
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
    )
    return 0


def _workers(text: str) -> int:
    """Read a number of processes."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 to {MOST_WORKERS}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
