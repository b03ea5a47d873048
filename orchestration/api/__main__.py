"""Serve the API: `make api`, or `python -m orchestration.api --port 8000`."""

from __future__ import annotations

import argparse
import logging
import logging.config
import sys

import uvicorn

from orchestration.api.app import create_app
from orchestration.api.settings import read_settings
from orchestration.faults import UserError
from orchestration.project import find_project
from orchestration.ui.__main__ import PortTakenError, is_taken

WRONG_USE = 2
SECONDS_TO_FINISH = 10

# Uvicorn's own line per request has the path, and with it ids of customers.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"segments.api": {"level": "INFO"}, "uvicorn.access": {"level": "CRITICAL"}},
}


def main() -> int:
    """Check what can be wrong, then serve until stopped."""
    parser = argparse.ArgumentParser(prog="python -m orchestration.api", description="Serve the read API.")
    parser.add_argument("--address", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", default=8000, type=int, help="port to listen on")
    arguments = parser.parse_args()
    try:
        settings = read_settings()
        project = find_project()
        if is_taken(arguments.address, arguments.port):
            raise PortTakenError(arguments.address, arguments.port)
    except UserError as error:
        sys.stderr.write(f"{error}\n")
        return WRONG_USE
    logging.config.dictConfig(LOGGING)
    address = f"http://{arguments.address}:{arguments.port}"
    sys.stderr.write(
        f"the read API: {address} (Ctrl-C stops it); {address}/openapi.json describes it\n"
        f"ask it: curl -H 'Authorization: Bearer KEY' {address}/v1/segments\n"
    )
    uvicorn.run(
        create_app(project, settings),
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


if __name__ == "__main__":
    sys.exit(main())
