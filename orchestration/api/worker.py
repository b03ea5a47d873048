"""What each process of the API runs. Uvicorn starts processes that import this by name."""

from __future__ import annotations

import logging
import logging.config

from fastapi import FastAPI

from orchestration.api.app import create_app
from orchestration.api.settings import read_settings
from orchestration.project import find_project

# Uvicorn's own line per request has the path, and with it ids of customers.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "stream": "ext://sys.stderr"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"segments.api": {"level": "INFO"}, "uvicorn.access": {"level": "CRITICAL"}},
}


def application() -> FastAPI:
    """Make the application of the project and the settings that the environment says."""
    logging.config.dictConfig(LOGGING)
    return create_app(find_project(), read_settings())
