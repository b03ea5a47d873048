"""Brevo's part we use: a contact to read and to write, a list to remove from."""

from typing import Any, ClassVar

from tests.delivery.platforms.stand_ins.server import ADDRESS, Answer, Contract, Schema, StandIn, array, closed

VALUE: Schema = {"type": ["string", "number", "boolean", "array"]}
# `emailBlacklisted` exists and is left out on purpose: an update may lift it.
CONTACT = closed(
    {
        "email": ADDRESS,
        "attributes": {"type": "object", "additionalProperties": VALUE},
        "listIds": {"type": "array", "items": {"type": "integer"}},
        "updateEnabled": {"type": "boolean"},
    },
    "email",
)
EMAILS = closed({"emails": {**array(ADDRESS, 150), "minItems": 1}}, "emails")


class BrevoStandIn(StandIn):
    LIST = "12"
    KEY = "xkeysib-secret-of-brevo"
    contract: ClassVar[Contract] = {
        ("POST", "/contacts"): CONTACT,
        ("GET", "/contacts/lists/[0-9]+"): None,
        ("GET", "/contacts/[^/]+@[^/]+"): None,
        ("POST", "/contacts/lists/12/contacts/remove"): EMAILS,
    }

    def __init__(self) -> None:
        self.left_list: set[str] = set()
        super().__init__()

    def is_allowed(self, headers: Any, _body: bytes) -> bool:
        return headers.get("api-key") == self.KEY

    def answer(self, method: str, path: str, _query: dict[str, str], body: Any) -> Answer:
        last = path.rpartition("/")[2]
        if path == "/contacts":
            return self.write(body)
        if path.startswith("/contacts/lists/") and method == "GET":
            return (200, {"id": 12}) if last == self.LIST else (404, {})
        if method == "GET":
            return self.contact(last.lower())
        return self.take_off(body["emails"])

    def contact(self, key: str) -> Answer:
        person = self.people.get(key)
        if person is None:
            return 404, {"code": "document_not_found"}
        lists = [int(one) for one in person.lists if one.isdigit()]
        found = {"email": person.address, "emailBlacklisted": not person.is_subscribed, "listIds": lists}
        return 200, found | ({"listUnsubscribed": [int(self.LIST)]} if key in self.left_list else {})

    def write(self, body: dict[str, Any]) -> Answer:
        address = body["email"]
        if not self.takes(address):
            return 400, {"code": "invalid_parameter", "message": "Invalid email address"}
        person = self.people.get(address.lower())
        if person and not body.get("updateEnabled"):
            return 400, {"code": "duplicate_parameter", "message": "Contact already exist"}
        known = person or self.person(address)
        known.fields |= body.get("attributes", {})
        known.lists |= {str(one) for one in body.get("listIds", ())}
        return (204, None) if person else (201, {"id": len(self.people)})

    def take_off(self, emails: list[str]) -> Answer:
        success, failure = [], []
        for address in emails:
            person = self.people.get(address.lower())
            if person and self.LIST in person.lists:
                person.lists.discard(self.LIST)
                success.append(address)
            else:
                failure.append(address)
        if not success:
            return 400, {"code": "invalid_parameter", "message": f"Contact is not in list or does not exist {failure}"}
        return 201, {"contacts": {"success": success, "failure": failure}}
