"""What every route asks of a request: a key with the scope, not too often, and whether the answer is known already."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from anyio import CapacityLimiter
from fastapi import Depends, Request, Response, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer, SecurityScopes
from starlette.exceptions import HTTPException

from orchestration.api.following import Publications
from orchestration.api.keys import ApiKey, KeyRing, Scope
from orchestration.api.limiting import RateLimit
from orchestration.api.problems import Problem, ProblemError
from orchestration.api.request_log import KEY_NAME
from orchestration.api.snapshots import Snapshot
from orchestration.project import Project

# A browser or a proxy may keep an answer for the one who asked, but asks each time whether it still holds.
CACHING = {"Cache-Control": "private, no-cache", "Vary": "Authorization"}

_BEARER = HTTPBearer(
    scheme_name="ApiKey",
    auto_error=False,
    description=(
        "A key of `SEGMENTS_API_KEYS`, sent as `Authorization: Bearer KEY`. Its scope is `sizes` (numbers only), "
        "`members` (ids of customers as well) or `personal` (what is known of them as well)."
    ),
)


@dataclass(frozen=True)
class Services:
    """Hold what requests share.

    Args:
        project: the project that is served.
        publications: the way to the present publication.
        keys: who may ask.
        rate: how often each of them has asked.
        explaining: who may explain now; one at a time, because a refresh waits for it and it takes a core.
    """

    project: Project
    publications: Publications
    keys: KeyRing
    rate: RateLimit
    explaining: CapacityLimiter


def services(request: Request) -> Services:
    """Give what requests share."""
    shared: Services = request.app.state.services
    return shared


async def authorised(
    request: Request,
    scopes: SecurityScopes,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)],
) -> ApiKey:
    """Refuse who has no key, a key without the scope, or asked too often."""
    key = services(request).keys.find(credentials.credentials) if credentials else None
    if key is None:
        detail = "Send a key that is known: Authorization: Bearer KEY."
        raise ProblemError(HTTPStatus.UNAUTHORIZED, "no-key", detail, {"WWW-Authenticate": "Bearer"})
    request.scope[KEY_NAME] = key.name
    seconds = services(request).rate.seconds_to_wait(key)
    if seconds:
        detail = "This key has made as many requests as it may in a minute; Retry-After says when to go on."
        raise ProblemError(HTTPStatus.TOO_MANY_REQUESTS, "too-many-requests", detail, {"Retry-After": str(seconds)})
    wanted = Scope(scopes.scopes[0])
    if not key.scope.includes(wanted):
        detail = f"This needs a key with the scope {wanted}; this one has {key.scope}."
        challenge = f'Bearer error="insufficient_scope", scope="{wanted}"'
        raise ProblemError(HTTPStatus.FORBIDDEN, "no-scope", detail, {"WWW-Authenticate": challenge})
    return key


async def present(request: Request) -> AsyncIterator[Snapshot]:
    """Give the publication this request reads, the same to its end."""
    async with services(request).publications.reading() as snapshot:
        yield snapshot


async def unless_known(
    request: Request, response: Response, snapshot: Annotated[Snapshot, Depends(present)]
) -> Snapshot:
    """Give the publication, and its name to the answer; who has that answer already is told so."""
    etag = snapshot.etag(f"{request.url.path}?{request.url.query}")
    headers = {"ETag": etag, **CACHING}
    sent = request.headers.get("if-none-match", "")
    if etag in [one.strip().removeprefix("W/") for one in sent.split(",")]:
        raise HTTPException(HTTPStatus.NOT_MODIFIED, headers=headers)
    response.headers.update(headers)
    return snapshot


Present = Annotated[Snapshot, Depends(present)]
PresentUnlessKnown = Annotated[Snapshot, Depends(unless_known)]


def needing(scope: Scope, *more: int, has_etag: bool = True) -> dict[str, Any]:
    """Give the arguments of a route: the scope it needs, and what it may answer beside 200.

    Args:
        scope: what the key must include.
        more: status codes of problems that not every route has.
        has_etag: whether the answer has a name to ask again with.
    """
    known = {HTTPStatus.NOT_MODIFIED: {"description": "What If-None-Match names is still the answer."}}
    return {
        "dependencies": [Security(authorised, scopes=[scope])],
        "responses": {**(known if has_etag else {}), **{code: _PROBLEMS[code] for code in sorted({*_ALWAYS, *more})}},
    }


def _described(text: str, **headers: str) -> dict[str, Any]:
    described = {
        name.replace("_", "-"): {"description": told, "schema": {"type": "string"}} for name, told in headers.items()
    }
    return {"model": Problem, "description": text, **({"headers": described} if described else {})}


_ALWAYS = (401, 403, 422, 429, 503)
_PROBLEMS = {
    401: _described("No key was sent, or one that is not known.", WWW_Authenticate="Bearer"),
    403: _described("The key's scope does not include this.", WWW_Authenticate="Names the scope that is needed."),
    404: _described("No segment has this code, or no customer this id."),
    409: _described("The cursor is of an earlier publication: begin at the first page again."),
    413: _described("The body is larger than it may be."),
    422: _described("A value cannot be used; `errors` names it."),
    429: _described("The key has asked too often.", Retry_After="Seconds until it may ask again."),
    503: _described("Nothing is published, or it cannot be read now.", Retry_After="Seconds to wait."),
}
