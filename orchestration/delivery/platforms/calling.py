"""Ask a platform over HTTP: no faster than it allows, again while that may help, and without telling tales.

What httpx raises knows addresses (Brevo has them in paths) and keys, so it is never chained to what is raised here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx
from pyrate_limiter import Duration, InMemoryBucket, Limiter, Rate
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from orchestration.delivery.platforms.errors import PlatformError, RequestRefusedError, TemporaryError
from orchestration.delivery.platforms.protocol import Limits, Pace

MAY_PASS = frozenset((408, 425, 429, 500, 502, 503, 504))
WRONG_KEY = frozenset((401, 403))

# It logs the address of every request, which may hold that of a person.
logging.getLogger("httpx").setLevel(logging.WARNING)

Headers = Callable[[bytes], Mapping[str, str]]


class Caller:
    """Make the requests of one connection."""

    def __init__(self, platform: str, url: str, headers: Headers, limits: Limits, pace: Pace) -> None:
        """Take what all requests share.

        Args:
            platform: its name, for errors.
            url: what paths are relative to.
            headers: gives the headers of a request from its body; tokens and signatures are made for each.
            limits: how fast requests may follow each other.
            pace: how patient to be.
        """
        self._platform = platform
        self._headers = headers
        self._pace = pace
        self._client = httpx.Client(base_url=url.rstrip("/") + "/", timeout=pace.timeout)
        rates = [Rate(limits.requests_per_second, Duration.SECOND)]
        if limits.requests_per_minute is not None:
            rates.append(Rate(limits.requests_per_minute, Duration.MINUTE))
        self._limiter = Limiter(InMemoryBucket(rates))

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        query: Mapping[str, str | int] | None = None,
        accepted: tuple[int, ...] = (),
    ) -> httpx.Response:
        """Ask until there is an answer, or no sense in asking.

        Args:
            method: of the request.
            path: below the platform's address, without the slash before it.
            body: sent as JSON.
            query: what follows the question mark.
            accepted: statuses beyond 2xx that are an answer here.
        """
        request = self._client.build_request(method, path, json=body, params=query)
        again = Retrying(
            retry=retry_if_exception(self._is_worth_it), wait=self._wait, stop=stop_after_attempt(self._pace.attempts),
            reraise=True,
        )  # fmt: skip
        return again(self._ask_once, request, accepted)

    def _ask_once(self, request: httpx.Request, accepted: tuple[int, ...]) -> httpx.Response:
        self._limiter.try_acquire(self._platform)
        request.headers.update(self._headers(request.content))
        reason = ""
        try:
            response = self._client.send(request)
        except httpx.TimeoutException:
            reason = "no_answer_in_time"
        except httpx.RequestError:
            reason = "connection_lost"
        if reason:  # outside the handler, so that what knows addresses is not chained
            raise TemporaryError(self._platform, reason)
        status = response.status_code
        if response.is_success or status in accepted:
            return response
        if status in MAY_PASS:
            raise TemporaryError(self._platform, f"status_{status}", retry_after(response))
        if status in WRONG_KEY:
            raise PlatformError(self._platform, f"it does not accept the key ({status})")
        if status == httpx.codes.NOT_FOUND:
            raise PlatformError(self._platform, "it has no such list")
        raise RequestRefusedError(self._platform, status)

    def _is_worth_it(self, error: BaseException) -> bool:
        return isinstance(error, TemporaryError) and error.wait_seconds <= self._pace.longest_wait

    def _wait(self, state: RetryCallState) -> float:
        own = min(self._pace.first_wait * 2.0 ** (state.attempt_number - 1), self._pace.longest_wait)
        error = state.outcome.exception() if state.outcome else None
        return max(own, error.wait_seconds) if isinstance(error, TemporaryError) else own


def retry_after(response: httpx.Response) -> float:
    """Give the seconds a platform asks to be left alone for, whether it counts them or names a moment.

    Brevo has no Retry-After, but says when its limit begins anew.
    """
    headers = response.headers
    text: str = (headers.get("retry-after") or headers.get("x-sib-ratelimit-reset") or "").strip()
    if not text:
        return 0.0
    if text.replace(".", "", 1).isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return 0.0
    return max((moment.astimezone(UTC) - datetime.now(UTC)).total_seconds(), 0.0)


def document(platform: str, response: httpx.Response) -> dict[str, Any]:
    """Give the JSON object of an answer; an answer that is none may be a proxy's, and pass."""
    try:
        answer = response.json()
    except ValueError:
        answer = None
    if not isinstance(answer, dict):
        raise TemporaryError(platform, "answer_is_no_json")
    return answer
