"""A receiver that keeps the list it is told of, and knows a message it has seen."""

from typing import Any, ClassVar

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from tests.delivery.platforms.stand_ins.server import ADDRESS, Answer, Contract, Schema, StandIn, array, closed

TEXT: Schema = {"type": "string"}
CHANGE = closed(
    {
        "key": TEXT,
        "action": {"enum": ["add", "update", "remove"]},
        "customer_id": TEXT,
        "address": ADDRESS,
        "fields": {"type": "object"},
        "consent": closed({"given_at": {"type": ["string", "null"]}, "source": {"type": ["string", "null"]}}),
    },
    "key",
    "action",
    "customer_id",
    "address",
)
DATA = closed({"list": TEXT, "changes": array(CHANGE, 100), "addresses": array(ADDRESS, 100)}, "list")


class WebhookStandIn(StandIn):
    LIST = "tea"
    KEY = "whsec_" + "c2VjcmV0IG9mIHRoZSB3ZWJob29r" * 2
    contract: ClassVar[Contract] = {
        ("POST", "/hook"): closed({"type": {"enum": ["list.check", "list.changed", "list.holds"]}, "data": DATA})
    }

    def __init__(self) -> None:
        self.order: list[tuple[str, str]] = []
        super().__init__()

    def is_allowed(self, headers: Any, body: bytes) -> bool:
        try:
            Webhook(self.KEY).verify(body, {name.lower(): value for name, value in headers.items()})
        except WebhookVerificationError:
            return False
        return True

    def answer(self, _method: str, _path: str, _query: dict[str, str], body: Any) -> Answer:
        data = body["data"]
        if data["list"] != self.LIST:
            return 404, {}
        if body["type"] == "list.holds":
            return 200, {"held": {address: self.held(address.lower()) for address in data["addresses"]}}
        results = [{"key": one["key"], **self.change(one)} for one in data.get("changes", ())]
        return 200, {"results": results}

    def held(self, key: str) -> str:
        person = self.people.get(key)
        if person and not person.is_subscribed:
            return "unsubscribed"
        return "member" if person and self.LIST in person.lists else "absent"

    def change(self, one: dict[str, Any]) -> dict[str, str]:
        key = one["address"].lower()
        self.order.append((one["customer_id"], one["action"]))
        person = self.people.get(key)
        if one["action"] == "remove":
            if person is None or self.LIST not in person.lists:
                return {"outcome": "gone"}
            person.lists.discard(self.LIST)
            return {"outcome": "done"}
        if not self.takes(key):
            return {"outcome": "refused", "reason": "not_taken"}
        person = person or self.person(one["address"])
        if not person.is_subscribed:
            return {"outcome": "unsubscribed"}
        is_same = self.LIST in person.lists and person.fields | one["fields"] == person.fields
        person.lists.add(self.LIST)
        person.fields |= one["fields"]
        return {"outcome": "unchanged" if is_same else "done"}
