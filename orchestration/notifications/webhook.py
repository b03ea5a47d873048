"""Post how a refresh ended as JSON, signed as Standard Webhooks has it.

`webhook-id` is the same at every attempt, so a receiver that has seen it does nothing the second time.
"""

from __future__ import annotations

import contextlib
import json
import logging
from datetime import datetime
from typing import Any

import httpx
from standardwebhooks.webhooks import Webhook

from orchestration.notifications.environment import Settings
from orchestration.notifications.outcome import Outcome
from orchestration.notifications.retrying import UndeliveredError, asked_again

# Beyond these an answer that is no success will be the same next time.
MAY_PASS = frozenset((408, 425, 429, 500, 502, 503, 504))

# It logs every address it calls, and the address may hold a token.
logging.getLogger("httpx").setLevel(logging.WARNING)


def post(outcome: Outcome, settings: Settings) -> None:
    """Post an outcome to the webhook; an UndeliveredError says why it was not taken."""
    if settings.notify_webhook is None:
        return
    url = str(settings.notify_webhook.get_secret_value())
    body = json.dumps(document(outcome), ensure_ascii=False)
    headers = {"content-type": "application/json", **signature(outcome, body, settings)}
    reason = ""
    try:
        with httpx.Client(timeout=settings.notify_timeout) as client:
            asked_again(_may_pass, _asked_wait)(_post_once, client, url, body.encode(), headers)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = _reason(error)
    if reason:  # outside the handler, so that the error that knows the address is not chained to it
        raise UndeliveredError(reason, is_server=True)


def document(outcome: Outcome) -> dict[str, Any]:
    """Write an outcome as the document that is posted; docs/notifications.md describes it."""
    failure = outcome.failure
    return {
        "type": "refresh.test" if outcome.is_test else f"refresh.{outcome.status}",
        "timestamp": _instant(outcome.ended_at),
        "data": {
            "project": outcome.project,
            "refresh_id": outcome.refresh_id,
            "as_of": _instant(outcome.as_of),
            "published_as_of": _instant(outcome.published_as_of) if outcome.published_as_of else None,
            "status": outcome.status,
            "full": outcome.is_full,
            "seconds": outcome.seconds,
            "rejected": outcome.rejected,
            "entered": outcome.entered,
            "exited": outcome.exited,
            "segments": [
                {
                    "code": segment.code,
                    "name": segment.name,
                    "members": segment.members,
                    "entered": segment.entered,
                    "exited": segment.exited,
                }
                for segment in outcome.segments
            ],
            "contracts_broken": [
                {
                    "segment_code": contract.segment_code,
                    "rule": contract.rule,
                    "argument": contract.argument,
                    "severity": contract.severity,
                    "actual": contract.actual,
                    "finding": contract.finding,
                }
                for contract in outcome.contracts
            ],
            "failure": {
                "step": failure.step,
                "reason": failure.reason,
                "places": list(failure.places),
                "more_places": failure.more,
            }
            if failure
            else None,
        },
    }


def signature(outcome: Outcome, body: str, settings: Settings) -> dict[str, str]:
    """Give the headers that name a message and, where there is a secret, prove who sent it and when."""
    headers = {"webhook-id": outcome.message_id, "webhook-timestamp": str(int(outcome.ended_at.timestamp()))}
    if settings.notify_webhook_secret is not None:
        key = Webhook(settings.notify_webhook_secret.get_secret_value())
        headers["webhook-signature"] = key.sign(outcome.message_id, outcome.ended_at, body)
    return headers


def _post_once(client: httpx.Client, url: str, body: bytes, headers: dict[str, str]) -> None:
    with client.stream("POST", url, content=body, headers=headers) as response:
        if not response.is_success:
            raise httpx.HTTPStatusError("no success", request=response.request, response=response)


def _may_pass(error: BaseException) -> bool:
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code in MAY_PASS
    return isinstance(error, httpx.TransportError)


def _asked_wait(error: BaseException) -> float:
    """Read Retry-After where it counts seconds; a date in it is taken for the usual wait."""
    if isinstance(error, httpx.HTTPStatusError):
        with contextlib.suppress(ValueError):
            return max(float(error.response.headers.get("retry-after", "0")), 0)
    return 0


def _reason(error: httpx.HTTPError | httpx.InvalidURL) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"it answered {error.response.status_code}"
    if isinstance(error, httpx.TimeoutException):
        return "it did not answer in time"
    return f"it could not be reached ({type(error).__name__})"


def _instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
