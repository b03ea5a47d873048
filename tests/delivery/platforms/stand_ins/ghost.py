"""Ghost's part we use: labels, members one by one, a bulk change of a label."""

import base64
import hashlib
import hmac
import json
import re
import time
from typing import Any, ClassVar

from tests.delivery.platforms.stand_ins.server import ADDRESS, Answer, Contract, Schema, StandIn, closed

TEXT: Schema = {"type": "string"}
LABEL = closed({"id": TEXT, "name": TEXT, "slug": TEXT}, "name", "slug")
ONE: Schema = {"minItems": 1, "maxItems": 1, "type": "array"}
NEW = closed({"email": ADDRESS, "name": TEXT, "note": TEXT, "labels": {"type": "array", "items": LABEL}}, "email")
BULK = closed(
    {
        "action": {"enum": ["addLabel", "removeLabel"]},
        "meta": closed({"label": closed({"id": TEXT}, "id")}, "label"),
    },
    "action",
    "meta",
)
BASE = "/ghost/api/admin"


class GhostStandIn(StandIn):
    LIST = "tea-lovers"
    KEY = "5f0c:" + "0a1b2c3d" * 8
    contract: ClassVar[Contract] = {
        ("GET", f"{BASE}/labels/"): None,
        ("GET", f"{BASE}/members/"): None,
        ("POST", f"{BASE}/members/"): closed({"members": {**ONE, "items": NEW}}, "members"),
        # Labels and newsletters may be sent, too, and replace what is there: neither may come.
        ("PUT", f"{BASE}/members/id-[^/]+/"): closed(
            {"members": {**ONE, "items": closed({"name": TEXT, "note": TEXT})}}, "members"
        ),
        ("PUT", f"{BASE}/members/bulk/"): closed({"bulk": BULK}, "bulk"),
    }

    def is_allowed(self, headers: Any, _body: bytes) -> bool:
        head, claims, signature = headers.get("authorization", "").removeprefix("Ghost ").split(".")
        identity, _, secret = self.KEY.partition(":")
        right = hmac.digest(bytes.fromhex(secret), f"{head}.{claims}".encode(), hashlib.sha256)
        said, about = unpacked(claims), unpacked(head)
        return (
            base64.urlsafe_b64encode(right).rstrip(b"=").decode() == signature
            and about == {"alg": "HS256", "typ": "JWT", "kid": identity}
            and said["aud"] == "/admin/"
            and said["exp"] - said["iat"] <= 300
            and abs(time.time() - said["iat"]) < 60
        )

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> Answer:
        if path.endswith("/labels/"):
            return 200, {"labels": [self.label()] if query["filter"] == f"slug:'{self.LIST}'" else []}
        if method == "GET":
            return 200, {"members": [self.shown(key) for key in self.chosen(query) if key in self.people]}
        if path.endswith("/bulk/"):
            keys = [key for key in self.chosen(query) if key in self.people]
            for key in keys:
                lists = self.people[key].lists
                (lists.add if body["bulk"]["action"] == "addLabel" else lists.discard)(self.LIST)
            stats = {"successful": len(keys), "unsuccessful": 0}
            return 200, {"bulk": {"meta": {"stats": stats, "errors": [], "unsuccessfulData": []}}}
        member = body["members"][0]
        if method == "POST":
            return self.create(dict(member))
        self.people[path.split("/id-")[1].strip("/")].fields |= member
        return 200, {"members": [member]}

    def label(self) -> dict[str, str]:
        return {"id": f"label-{self.LIST}", "name": "Tea lovers", "slug": self.LIST}

    def create(self, member: dict[str, Any]) -> Answer:
        address = member.pop("email")
        if address.lower() in self.people or not self.takes(address):
            return 422, {"errors": [{"type": "ValidationError", "context": address}]}
        lists = tuple(label["slug"] for label in member.pop("labels", ()))
        self.person(address, lists=lists).fields.update(member)
        return 201, {"members": [{}]}

    def chosen(self, query: dict[str, str]) -> list[str]:
        named = re.fullmatch(r"email:\[(.*)\]", query["filter"])
        addresses = [
            re.sub(r"\\(.)", r"\1", one) for one in re.findall(r"'((?:[^'\\]|\\.)*)'", named[1] if named else "")
        ]
        if not named or len(addresses) > 100:
            self.violations.append("filter")
        return [address.lower() for address in addresses]

    def shown(self, key: str) -> dict[str, Any]:
        person = self.people[key]
        labels = [{"id": f"label-{one}", "name": one, "slug": one} for one in person.lists]
        return {
            "id": f"id-{key}",
            "email": person.address,
            "subscribed": person.is_subscribed,
            "labels": labels,
            **person.fields,
        }


def unpacked(part: str) -> dict[str, Any]:
    return dict(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))
