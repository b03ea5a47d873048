"""Mailchimp's part we use: members of an audience in bulk, one member, a static segment."""

import base64
import hashlib
from typing import Any, ClassVar

from tests.delivery.platforms.stand_ins.server import ADDRESS, Answer, Contract, StandIn, array, closed

MEMBER = closed(
    {
        "email_address": ADDRESS,
        "status_if_new": {"enum": ["subscribed", "pending"]},
        "merge_fields": {"type": "object", "additionalProperties": {"type": ["string", "number"]}},
    },
    "email_address",
    "status_if_new",
)  # `status` exists and is left out on purpose: it subscribes who has left
SEGMENT = closed({"members_to_add": array(ADDRESS, 500), "members_to_remove": array(ADDRESS, 500)})


class MailchimpStandIn(StandIn):
    LIST = "77"
    KEY = "c2VjcmV0-of-mailchimp-us1"
    contract: ClassVar[Contract] = {
        ("POST", "/lists/aud"): closed(
            {"members": array(MEMBER, 500), "update_existing": {"type": "boolean"}}, "members"
        ),
        ("GET", "/lists/[^/]+/members/[0-9a-f]{32}"): None,
        ("GET", "/lists/[^/]+/segments/[0-9]+"): None,
        ("POST", "/lists/aud/segments/77"): SEGMENT,
    }

    def __init__(self) -> None:
        super().__init__()
        self.faulty: set[str] = set()  # addresses whose rows are refused for what is in them

    def is_allowed(self, headers: Any, _body: bytes) -> bool:
        kind, _, text = headers.get("authorization", "").partition(" ")
        return kind == "Basic" and base64.b64decode(text).decode().partition(":")[2] == self.KEY

    def answer(self, method: str, path: str, _query: dict[str, str], body: Any) -> Answer:
        if method == "GET" and "/members/" in path:
            name = path.rpartition("/")[2]
            found = [k for k in self.people if hashlib.md5(k.encode(), usedforsecurity=False).hexdigest() == name]
            return (200, self.shown(found[0])) if found else (404, {})
        if method == "GET":
            return (200, {"id": 77, "type": "static"}) if path == "/lists/aud/segments/77" else (404, {})
        return self.segment(body) if "segments" in path else self.upsert(body)

    def shown(self, key: str) -> dict[str, Any]:
        person = self.people[key]
        status = "subscribed" if person.is_subscribed else "unsubscribed"
        return {"email_address": person.address, "status": status, "tags": [{"id": int(one)} for one in person.lists]}

    def upsert(self, body: Any) -> Answer:
        new, updated, errors = [], [], []
        for member in body["members"]:
            address = member["email_address"]
            is_faulty = address.lower() in self.faulty
            if is_faulty or not self.takes(address):
                wrong = "please provide a valid value" if is_faulty else "is in a compliance state"
                text = f"{address}: {wrong}"
                errors.append({"email_address": address, "error": text, "error_code": "ERROR_GENERIC"})
                continue
            is_new = address.lower() not in self.people
            person = self.person(address) if is_new else self.people[address.lower()]
            person.fields |= member.get("merge_fields", {})
            (new if is_new else updated).append(self.shown(address.lower()))
        return 200, {"new_members": new, "updated_members": updated, "errors": errors, "error_count": len(errors)}

    def segment(self, body: Any) -> Answer:
        added, removed = [], []
        for address in body.get("members_to_add", ()):
            person = self.people.get(address.lower())
            if person and self.LIST not in person.lists:
                person.lists.add(self.LIST)
                added.append({"email_address": person.address})
        for address in body.get("members_to_remove", ()):
            person = self.people.get(address.lower())
            if person and self.LIST in person.lists:
                person.lists.discard(self.LIST)
                removed.append({"email_address": person.address})
        return 200, {"members_added": added, "members_removed": removed, "errors": []}
