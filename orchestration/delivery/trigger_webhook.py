"""Tell a receiver of one's own that customers entered or left a segment.

A message, signed as Standard Webhooks has it, is `{"type": "segment.entered" or "segment.exited", "data": {"trigger",
"segment_code", "events": [{"key", "customer_id", "occurred_at", "cause", "address"}]}}`; `address` is there where the
trigger asks for consent. An answer of 2xx is taken for every event of it. A message that is sent again has the same
`webhook-id`, and each event the same key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import HttpUrl, Secret, SecretStr
from pydantic_settings import SettingsConfigDict

from orchestration.delivery.outbox import TriggerEvent
from orchestration.delivery.platforms.calling import Caller
from orchestration.delivery.platforms.environment import Credentials, credentials
from orchestration.delivery.platforms.errors import RequestRefusedError
from orchestration.delivery.platforms.protocol import Limits, Pace
from orchestration.delivery.platforms.signing import signed_headers, signer_of
from orchestration.specs import Trigger

NAME = "trigger webhook"
DONE, REFUSED = "done", "refused"


class TriggerCredentials(Credentials):
    """Hold the receiver, whose address may hold a token, and the key messages are signed with."""

    model_config = SettingsConfigDict(env_prefix="SEGMENTS_TRIGGER_WEBHOOK_")

    url: Secret[HttpUrl]
    secret: SecretStr


class TriggerWebhook:
    """One receiver."""

    def __init__(self, pace: Pace | None = None) -> None:
        """Connect with what the environment has."""
        given = credentials(NAME, TriggerCredentials)
        patience = pace or Pace()
        limits = patience.limits or Limits(batch_size=100, requests_per_second=10)
        signer = signer_of(NAME, given.secret, "SEGMENTS_TRIGGER_WEBHOOK_SECRET")
        self._url = str(given.url.get_secret_value())
        self._caller = Caller(NAME, self._url, lambda body: signed_headers(signer, self._name, body), limits, patience)
        self._name = ""

    def tell(self, trigger: Trigger, events: Sequence[TriggerEvent]) -> Iterator[tuple[Sequence[TriggerEvent], str]]:
        """Post events; a message that is refused is halved until the event to blame is alone."""
        self._name = "msg_" + hashlib.sha256("\n".join(one.key for one in events).encode()).hexdigest()[:32]
        try:
            self._caller.ask("POST", self._url, body=_message(trigger, events))
        except RequestRefusedError:
            if len(events) == 1:
                yield events, REFUSED
                return
            middle = len(events) // 2
            yield from self.tell(trigger, events[:middle])
            yield from self.tell(trigger, events[middle:])
        else:
            yield events, DONE


def _message(trigger: Trigger, events: Sequence[TriggerEvent]) -> dict[str, Any]:
    told = [
        {
            "key": one.key,
            "customer_id": one.customer_id,
            "occurred_at": f"{one.occurred_at:%Y-%m-%dT%H:%M:%SZ}",
            "cause": one.cause,
            **({"address": one.address} if one.address else {}),
        }
        for one in events
    ]
    data = {"trigger": trigger.name, "segment_code": trigger.segment_code, "events": told}
    return {"type": f"segment.{trigger.event}", "data": data}
