"""Stop reading a body that is larger than any question can be. Starlette's own limit does not answer with a problem."""

from __future__ import annotations

from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from orchestration.api.problems import ProblemError

# A thousand ids of sixty letters are 63 kB; the longest allowed would be a megabyte, or four in letters of four bytes.
LARGEST_BODY = 5 * 1024 * 1024


class BodyLimit:
    """Count what is read of each body."""

    def __init__(self, app: ASGIApp) -> None:
        """Keep what is inside."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        read = 0

        async def receive_some() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > LARGEST_BODY:
                detail = "No question of this API is that long."
                raise ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body-too-large", detail)
            return message

        await self._app(scope, receive_some, send)
