"""A webhook: batches of changes posted to a receiver of one's own, signed as Standard Webhooks has it.

Batch size: 100 changes a message. Limits: ten messages a second, one at a time.
Order: changes of one customer arrive in their order, and one that has to wait keeps those behind it waiting.
`webhook-id` is made of the keys of the changes, so a message that is sent again is known by it.
Partial failures: the receiver may answer 2xx with `{"results": [{"key", "outcome", "reason"}]}`, whose outcomes are
ours; a change it does not mention is done.
Remove: what the receiver makes of it; nothing but a `remove` of this list is said.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from pydantic import HttpUrl, Secret, SecretStr
from pydantic_settings import SettingsConfigDict

from orchestration.delivery.operations import Add, Operation, Outcome, Remove, RowResult, Update
from orchestration.delivery.platforms.batching import apply_in_batches, pieces
from orchestration.delivery.platforms.calling import Caller
from orchestration.delivery.platforms.environment import Credentials, credentials
from orchestration.delivery.platforms.errors import PlatformError
from orchestration.delivery.platforms.protocol import Holding, Limits, Pace
from orchestration.delivery.platforms.signing import signed_headers, signer_of

OUTCOMES = frozenset(Outcome)
HOLDINGS = frozenset(Holding)
CODE = re.compile(r"[a-z0-9_]{1,50}")


class WebhookCredentials(Credentials):
    """Hold the receiver, whose address may hold a token, and the key messages are signed with."""

    model_config = SettingsConfigDict(env_prefix="SEGMENTS_DELIVERY_WEBHOOK_")

    url: Secret[HttpUrl]
    secret: SecretStr


class Webhook:
    """One list at one receiver."""

    name: ClassVar[str] = "webhook"
    partial_failures: ClassVar[str] = "`results` by key in an answer of 2xx; what is not mentioned is done"
    removal: ClassVar[str] = "what the receiver makes of a `remove` of this list"
    variables: ClassVar[tuple[str, ...]] = ("SEGMENTS_DELIVERY_WEBHOOK_URL", "SEGMENTS_DELIVERY_WEBHOOK_SECRET")

    def __init__(self, list_name: str, pace: Pace) -> None:
        """Connect to a receiver that knows the list by this name."""
        given = credentials(self.name, WebhookCredentials)
        self.limits = pace.limits or Limits(batch_size=100, requests_per_second=10)
        self._list = list_name
        self._signer = signer_of(self.name, given.secret, "SEGMENTS_DELIVERY_WEBHOOK_SECRET")
        # The address is taken whole: it may have a query, to which no path can be joined.
        self._url = str(given.url.get_secret_value())
        self._caller = Caller(self.name, self._url, self._headers, self.limits, pace)

    def check(self) -> None:
        """Post a `list.check`; the receiver answers 2xx if it knows the list and the signature is right."""
        self._post("list.check", {"list": self._list})

    def apply(self, operations: Sequence[Operation]) -> tuple[RowResult, ...]:
        """Post changes as `list.changed`."""
        return apply_in_batches(operations, self.limits.batch_size, self._send, takes_phones=True)

    def holds(self, addresses: Sequence[str]) -> Mapping[str, Holding]:
        """Post a `list.holds`; the receiver answers `{"held": {address: member, unsubscribed or absent}}`."""
        found: dict[str, Holding] = {}
        for some in pieces(addresses, self.limits.batch_size):
            held = self._post("list.holds", {"list": self._list, "addresses": list(some)}).get("held")
            if not isinstance(held, dict) or not set(held.values()) <= HOLDINGS:
                raise PlatformError(self.name, "the receiver does not say what the list holds")
            found |= {address: Holding(held.get(address, Holding.ABSENT)) for address in some}
        return found

    def _send(self, operations: Sequence[Operation]) -> dict[str, RowResult]:
        changes = [_change(operation) for operation in operations]
        results = {one.key: RowResult(one.key, Outcome.DONE) for one in operations}
        for told in self._post("list.changed", {"list": self._list, "changes": changes}).get("results", ()):
            key, outcome, reason = told.get("key"), told.get("outcome"), told.get("reason")
            if key in results and outcome in OUTCOMES:
                # A reason is shown, so only a code is taken.
                code = reason if isinstance(reason, str) and CODE.fullmatch(reason) else None
                results[key] = RowResult(key, Outcome(outcome), code)
        return results

    def _post(self, kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
        response = self._caller.ask("POST", self._url, body={"type": kind, "data": data})
        try:
            answer = response.json()
        except ValueError:  # most receivers answer nothing, or ok
            return {}
        return answer if isinstance(answer, dict) else {}

    def _headers(self, body: bytes) -> dict[str, str]:
        message = json.loads(body)
        keys = [change["key"] for change in message["data"].get("changes", ())]
        name = "msg_" + hashlib.sha256(json.dumps(keys or message).encode()).hexdigest()[:32]
        return signed_headers(self._signer, name, body)


def _change(operation: Operation) -> dict[str, Any]:
    kind = "remove" if isinstance(operation, Remove) else "update" if isinstance(operation, Update) else "add"
    change: dict[str, Any] = {
        "key": operation.key,
        "action": kind,
        "customer_id": operation.customer_id,
        "address": operation.address,
    }
    if isinstance(operation, Add):
        given_at = operation.consent.given_at
        change["fields"] = dict(operation.fields)
        change["consent"] = {
            "given_at": given_at.isoformat() if given_at else None,
            "source": operation.consent.source,
        }
    return change
