"""What is answered when there is no answer: application/problem+json (RFC 9457), never with a value that was sent."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from orchestration.explanations.history import UnknownCustomerError
from orchestration.faults import UserError
from orchestration.published import UnknownSegmentError
from orchestration.published_file import PublicationMovedError
from orchestration.refresh.errors import NothingPublishedError, WarehouseQueryError
from orchestration.refresh.publication_errors import PublishedFileError

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:customer-segments:problem:"
SECONDS_TO_WAIT = 5

# Errors that name files and relations, and nothing that is in them.
_TELLING = (NothingPublishedError, PublishedFileError, PublicationMovedError, WarehouseQueryError)

_log = logging.getLogger("segments.api")


class InvalidValue(BaseModel):
    """Say what is wrong with one value of a request."""

    location: str = Field(description="Where the value is.", examples=["query.limit"])
    message: str = Field(description="What it should be.", examples=["Input should be less than or equal to 5000"])


class Problem(BaseModel):
    """Say why a request was not answered, as RFC 9457 has it."""

    type: str = Field(
        description="Kind of the problem, for programs; it stays as it is.",
        examples=[f"{TYPE_PREFIX}unknown-segment"],
    )
    title: str = Field(description="The kind in words.", examples=["Unknown segment"])
    status: int = Field(description="The status code once more.", ge=400, le=599, examples=[404])
    detail: str = Field(description="What this request can do about it.", examples=["No segment has this code."])
    errors: list[InvalidValue] | None = Field(None, description="Of `invalid-request`: every value that is wrong.")


class ProblemError(HTTPException):
    """End a request with a problem."""

    def __init__(self, status: HTTPStatus, kind: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        """Keep the kind beside what HTTP has."""
        self.kind = kind
        super().__init__(status, detail, dict(headers or {}))


def unknown_customer() -> ProblemError:
    """Give the problem of an id that nobody has, or that somebody had who was erased."""
    return ProblemError(HTTPStatus.NOT_FOUND, "unknown-customer", "No customer of this publication has this id.")


def problem(
    status: HTTPStatus,
    kind: str,
    detail: str,
    headers: Mapping[str, str] | None = None,
    errors: Sequence[InvalidValue] | None = None,
) -> Response:
    """Write a problem as a response."""
    body = Problem(
        type=f"{TYPE_PREFIX}{kind}",
        title=kind.replace("-", " ").capitalize(),
        status=status,
        detail=detail,
        errors=list(errors) if errors is not None else None,
    )
    more = {"Cache-Control": "no-store", **(headers or {})}
    return Response(body.model_dump_json(exclude_none=True), status, more, MEDIA_TYPE)


async def answer_http_error(_request: Request, error: HTTPException) -> Response:
    """Answer what was raised on purpose, by this package or by the router."""
    if error.status_code < HTTPStatus.BAD_REQUEST:
        return Response(status_code=error.status_code, headers=error.headers)
    status = HTTPStatus(error.status_code)
    if isinstance(error, ProblemError):
        return problem(status, error.kind, error.detail, error.headers)
    return problem(
        status, status.phrase.lower().replace(" ", "-"), f"{status.description or status.phrase}.", error.headers
    )


async def answer_invalid_request(request: Request, error: RequestValidationError) -> Response:
    """Name every value that is wrong; none is repeated, since it may be somebody's id."""
    errors = [
        InvalidValue(location=".".join(str(part) for part in fault["loc"]), message=_plain(fault))
        for fault in error.errors()
    ]
    detail = "A part of the request cannot be used; `errors` says which."
    # A body that is not said to be JSON is taken for a text, and what is wrong with that helps nobody.
    if any(one.location == "body" for one in errors) and "json" not in request.headers.get("content-type", ""):
        detail = "Send the body as JSON, and say so: Content-Type: application/json."
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, "invalid-request", detail, errors=errors)


async def answer_user_error(_request: Request, error: UserError) -> Response:
    """Answer what the rest of the project raises."""
    match error:
        case UnknownSegmentError():
            return problem(HTTPStatus.NOT_FOUND, "unknown-segment", "No segment has this code.")
        case UnknownCustomerError():
            found = unknown_customer()
            return problem(HTTPStatus.NOT_FOUND, found.kind, found.detail)
    # Other texts may quote what is in the warehouse or in the seeds.
    _log.warning("%s", error if isinstance(error, _TELLING) else type(error).__name__)
    waits = {"Retry-After": str(SECONDS_TO_WAIT)}
    detail = "What is published cannot be read now; whoever runs the API finds the reason in its log."
    return problem(HTTPStatus.SERVICE_UNAVAILABLE, "not-available", detail, waits)


def _plain(fault: Mapping[str, object]) -> str:
    """Give pydantic's message, but not where it quotes what was sent."""
    return "Not valid JSON" if fault["type"] == "json_invalid" else str(fault["msg"])
