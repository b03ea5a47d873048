"""Klaviyo's part we use: import jobs, profiles, a list and its profiles."""

import json
import re
from typing import Any, ClassVar

from tests.delivery.platforms.stand_ins.server import ADDRESS, Answer, Contract, Person, Schema, StandIn, array, closed

TEXT: Schema = {"type": "string"}
ATTRIBUTES = closed(
    {"email": ADDRESS, "first_name": TEXT, "last_name": TEXT, "properties": {"type": "object"}}, "email"
)
PROFILE = closed({"type": {"const": "profile"}, "attributes": ATTRIBUTES}, "type", "attributes")
JOB = closed({"profiles": closed({"data": array(PROFILE, 10_000)}, "data")}, "profiles")
IMPORT = closed(
    {"data": closed({"type": {"const": "profile-bulk-import-job"}, "attributes": JOB}, "type", "attributes")}, "data"
)
RELATED = closed({"data": array(closed({"type": {"const": "profile"}, "id": TEXT}, "type", "id"), 1_000)}, "data")


class KlaviyoStandIn(StandIn):
    LIST = "XyZ123"
    KEY = "pk_secret_of_klaviyo"
    contract: ClassVar[Contract] = {
        ("POST", "/profile-bulk-import-jobs"): IMPORT,
        ("GET", "/profile-bulk-import-jobs/[^/]+(/import-errors)?"): None,
        ("GET", "/profiles"): None,
        ("GET", "/lists/[^/]+(/profiles)?"): None,
        ("POST", "/lists/[^/]+/relationships/profiles"): RELATED,
        ("DELETE", "/lists/[^/]+/relationships/profiles"): RELATED,
    }

    def __init__(self) -> None:
        self.jobs: list[dict[str, Any]] = []
        self.left_list: set[str] = set()
        super().__init__()

    def is_allowed(self, headers: Any, _body: bytes) -> bool:
        return headers.get("authorization") == f"Klaviyo-API-Key {self.KEY}" and headers.get("revision") == "2026-07-15"

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> Answer:
        parts = path.strip("/").split("/")
        if parts[0] == "lists" and parts[1] != self.LIST:
            return 404, {}
        if parts[0] == "profile-bulk-import-jobs":
            return self.job(parts[1:], body)
        if method == "GET" and parts[-1] == "profiles":
            return self.found(query, self.LIST if parts[0] == "lists" else None)
        if method == "GET":
            return 200, {"data": {"type": "list", "id": self.LIST}}
        ids = {one["id"] for one in body["data"]}
        for key, person in self.people.items():
            if f"id-{key}" in ids:
                (person.lists.add if method == "POST" else person.lists.discard)(self.LIST)
        return 204, None

    def job(self, parts: list[str], body: Any) -> Answer:
        if not parts:
            self.jobs.append({"errors": [], "looks": 0})
            for profile in body["data"]["attributes"]["profiles"]["data"]:
                self.imported(dict(profile["attributes"]))
            return 202, {"data": {"id": str(len(self.jobs) - 1)}}
        job = self.jobs[int(parts[0])]
        if parts[1:]:
            data = [
                {"type": "import-error", "id": str(place), "attributes": one} for place, one in enumerate(job["errors"])
            ]
            return 200, {"data": data, "links": {"next": None}}
        job["looks"] += 1
        status = "complete" if job["looks"] > 1 else "processing"
        return 200, {"data": {"id": parts[0], "attributes": {"status": status}}}

    def imported(self, attributes: dict[str, Any]) -> None:
        address = attributes.pop("email")
        if not self.takes(address):
            told = {"code": "invalid", "title": "Invalid input", "detail": address, "source": {"pointer": "/data"}}
            self.jobs[-1]["errors"].append(
                told | {"original_payload": {"type": "profile", "attributes": {"email": address}}}
            )
            return
        person = self.people.get(address.lower()) or self.person(address)
        person.fields |= attributes.pop("properties", {}) | attributes

    def found(self, query: dict[str, str], name: str | None) -> Answer:
        asked = re.fullmatch(r"any\(email,(\[.*\])\)", query["filter"])
        addresses = json.loads(asked[1]) if asked else []
        if not asked or len(addresses) > 100 or int(query["page[size]"]) > 100:
            self.violations.append("filter")
        people = [self.people[key] for key in (a.lower() for a in addresses) if key in self.people]
        data = [self.shown(one) for one in people if name is None or name in one.lists]
        # Two a page, so that paging is needed.
        begin = int(query.get("page[cursor]", 0))
        following = None
        if begin + 2 < len(data) and len(addresses) < 10:
            asked_again = "&".join(f"{k}={v}" for k, v in query.items() if k != "page[cursor]")
            path = "profiles" if name is None else f"lists/{name}/profiles"
            following = f"{self.url}/{path}?{asked_again}&page[cursor]={begin + 2}"
            data = data[begin : begin + 2]
        elif len(addresses) < 10:
            data = data[begin:]
        return 200, {"data": data, "links": {"next": following}}

    def shown(self, person: Person) -> dict[str, Any]:
        is_gone = person.address.lower() in self.left_list
        marketing = {
            "can_receive_email_marketing": person.is_subscribed,
            "consent": "SUBSCRIBED" if person.is_subscribed else "UNSUBSCRIBED",
            "suppression": [] if person.is_subscribed else [{"reason": "UNSUBSCRIBED"}],
            "list_suppressions": [{"list_id": self.LIST, "reason": "USER_SUPPRESSED"}] if is_gone else None,
        }
        attributes = {"email": person.address, "subscriptions": {"email": {"marketing": marketing}}}
        return {"type": "profile", "id": f"id-{person.address.lower()}", "attributes": attributes}
