"""One line per request with the route's template: a path holds customers' ids, so no path and no query is written."""

from __future__ import annotations

import logging
import time
import traceback
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orchestration.api.problems import problem

# Where the name of the key is left for the line.
KEY_NAME = "segments_key_name"

_requests = logging.getLogger("segments.api.requests")
_failures = logging.getLogger("segments.api")


class RequestLog:
    """Route by the path as it was sent, answer what nobody expected, and write the line."""

    def __init__(self, app: ASGIApp) -> None:
        """Keep what is inside."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # A slash in an id is sent as %2F, and is a part of the id as long as it is not decoded.
        scope["path"] = scope["raw_path"].decode("latin-1")
        started = time.perf_counter()
        status = 0

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, note)
        except Exception as error:  # noqa: BLE001 whatever it is, its text may hold values and must not be written
            _failures.error("%s at %s", type(error).__name__, _places(error))
            if status == 0:
                detail = "Something went wrong that nobody expected; whoever runs the API finds it in its log."
                await problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal-error", detail)(scope, receive, note)
        finally:
            route = getattr(scope.get("route"), "path", "-")
            milliseconds = (time.perf_counter() - started) * 1000
            key = scope.get(KEY_NAME, "-")
            _requests.info("%s %s %s %.1f ms %s", _method(scope), route, status, milliseconds, key)


def _method(scope: Scope) -> str:
    """Give the method, or a dash for a word that is none: it is the sender's text, too."""
    method = str(scope["method"])
    return method if method in {"GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"} else "-"


def _places(error: BaseException) -> str:
    """Say where an error went through, without what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    return " > ".join(f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in frames[-6:])
