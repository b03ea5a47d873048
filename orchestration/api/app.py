"""Put the API together: routes, problems, the log, and a description of it all."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from anyio import CapacityLimiter
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from orchestration.api.asking import Services
from orchestration.api.body_limit import BodyLimit
from orchestration.api.following import Publications
from orchestration.api.keys import KeyRing
from orchestration.api.limiting import RateLimit
from orchestration.api.problems import (
    MEDIA_TYPE,
    answer_http_error,
    answer_invalid_request,
    answer_user_error,
)
from orchestration.api.request_log import RequestLog
from orchestration.api.routes import customers, members, segments
from orchestration.api.settings import Settings
from orchestration.faults import UserError
from orchestration.project import Project

DESCRIPTION = """
What is published: segments, their sizes and members, and the history of customers. Nothing can be written.

Every answer is of one publication, whose refresh it names. `ETag` names an answer: sent back as `If-None-Match`, it
gets 304 as long as nothing else is published. Customers who were erased are not found. Errors are
`application/problem+json` (RFC 9457); their `type` is for programs. Ids in paths are percent-encoded. Instants are UTC,
amounts are texts.
"""

_TAGS = [
    {"name": "segments", "description": "Sizes. Scope `sizes`."},
    {"name": "members", "description": "Who is in a segment. Scope `members`; with what is known of them `personal`."},
    {"name": "customers", "description": "One customer. Scope `members`; with what is known of them `personal`."},
]


def create_app(project: Project, settings: Settings) -> FastAPI:
    """Make the application that serves a project."""
    publications = Publications(project)
    app = FastAPI(
        title="Customer segments",
        summary="Read-only.",
        description=DESCRIPTION,
        version="1",
        openapi_tags=_TAGS,
        docs_url=None,  # pages that would load scripts from other machines
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lambda _app: _following(publications),
    )
    app.state.services = Services(
        project=project,
        publications=publications,
        keys=KeyRing(settings.keys),
        rate=RateLimit(settings.keys, settings.requests_per_minute),
        explaining=CapacityLimiter(1),
    )
    for router in (segments.router, members.router, customers.router):
        app.include_router(router)
    app.add_exception_handler(HTTPException, answer_http_error)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, answer_invalid_request)  # type: ignore[arg-type]
    app.add_exception_handler(UserError, answer_user_error)  # type: ignore[arg-type]
    app.add_middleware(BodyLimit)
    app.add_middleware(RequestLog)
    describe = app.openapi
    app.openapi = lambda: _with_problems(describe())  # type: ignore[method-assign]
    return app


@asynccontextmanager
async def _following(publications: Publications) -> AsyncIterator[None]:
    """Follow what is published as long as the API runs."""
    following = asyncio.create_task(publications.follow())
    try:
        yield
    finally:
        following.cancel()
        with suppress(asyncio.CancelledError):
            await following
        publications.close()


def _with_problems(description: dict[str, Any]) -> dict[str, Any]:
    """Say of what media type the problems are: FastAPI describes every answer as JSON."""
    for path in description["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400 and "application/json" in response.get("content", {}):
                    response["content"] = {MEDIA_TYPE: response["content"]["application/json"]}
    return description
