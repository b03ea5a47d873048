"""Ghost's part we use: labels, members one by one, a bulk change of a label.

It answers as a real Ghost 6.65 with SQLite did (tests/ghost): addresses differ by case unless `~^` compares them,
quotes in a filter are escaped, a page has a hundred members, a member has newsletters, labels and `email_suppression`.
"""

import base64
import hashlib
import hmac
import json
import re
import time
from typing import Any, ClassVar

from tests.delivery.platforms.stand_ins.server import ADDRESS, Answer, Contract, Person, Schema, StandIn, closed

TEXT: Schema = {"type": "string"}
LABEL = closed({"id": TEXT, "name": TEXT, "slug": TEXT}, "name", "slug")
TOLD = re.compile(r"(email|id):(~\^)?(?:\[([^\]]*)\]|('(?:\\['\"]|[^'\"])+'))(?:,|$)")
QUOTED = re.compile(r"'((?:\\['\"]|[^'\"])+)'|([0-9a-z-]+)")
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
        ("PUT", f"{BASE}/members/[0-9a-f]{{24}}/"): closed(
            {"members": {**ONE, "items": closed({"name": TEXT, "note": TEXT})}}, "members"
        ),
        ("PUT", f"{BASE}/members/bulk/"): closed({"bulk": BULK}, "bulk"),
    }

    def __init__(self) -> None:
        self.suppressed: set[str] = set()
        super().__init__()

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
            return 200, {"members": [self.shown(key) for key in self.chosen(query)[: min(int(query["limit"]), 100)]]}
        if path.endswith("/bulk/"):
            keys = self.chosen(query)
            for key in keys:
                lists = self.people[key].lists
                (lists.add if body["bulk"]["action"] == "addLabel" else lists.discard)(self.LIST)
            stats = {"successful": len(keys), "unsuccessful": 0}
            return 200, {"bulk": {"meta": {"stats": stats, "errors": [], "unsuccessfulData": []}}}
        member = body["members"][0]
        if method == "POST":
            return self.create(dict(member))
        name = path.split("/members/")[1].strip("/")
        found = next((person for key, person in self.people.items() if identity(key) == name), None)
        if found is None:
            return 404, {"errors": [{"type": "NotFoundError"}]}
        found.fields |= member
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
        """Give the keys of those a filter names."""
        text, keys, end = query["filter"], [], 0
        for told in TOLD.finditer(text):
            if told.start() != end:
                break
            end = told.end()
            for quoted in QUOTED.finditer(told[3] or told[4]):
                value = re.sub(r"\\(['\"])", r"\1", quoted[1] or quoted[2])
                keys += [key for key, person in self.people.items() if is_named(person, key, told[1], told[2], value)]
        if end != len(text) or len(text) > 16_000:
            self.violations.append("filter")
        return list(dict.fromkeys(keys))

    def shown(self, key: str) -> dict[str, Any]:
        person = self.people[key]
        labels = [{"id": f"label-{one}", "name": one, "slug": one} for one in person.lists]
        newsletters = [{"id": "newsletter", "name": "Shop", "status": "active"}] if person.is_subscribed else []
        return {
            "id": identity(key),
            "email": person.address,
            "subscribed": bool(newsletters),
            "newsletters": newsletters,
            "email_suppression": {"suppressed": key in self.suppressed, "info": None},
            "labels": labels,
            **{name: value or None for name, value in person.fields.items()},
        }


def identity(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:24]


def is_named(person: Person, key: str, name: str, comparison: str | None, value: str) -> bool:
    """Tell whether a term of a filter names somebody."""
    if name == "id":
        return identity(key) == value
    return person.address.lower().startswith(value.lower()) if comparison else person.address == value


def unpacked(part: str) -> dict[str, Any]:
    return dict(json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))))
