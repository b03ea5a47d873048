"""Brevo's part we use: import with its process, a contact, a list to add to and remove from."""

from typing import Any, ClassVar

from tests.delivery.platforms.stand_ins.server import ADDRESS, Answer, Contract, Schema, StandIn, array, closed

YES_OR_NO: Schema = {"type": "boolean"}
CONTACT = closed({"email": ADDRESS, "attributes": {"type": "object"}}, "email")
EMAILS = closed({"emails": {**array(ADDRESS, 150), "minItems": 1}}, "emails")


class BrevoStandIn(StandIn):
    LIST = "12"
    KEY = "xkeysib-secret-of-brevo"
    # An import may also blacklist everybody in it; that is left out on purpose.
    contract: ClassVar[Contract] = {
        ("POST", "/contacts/import"): closed(
            {
                "jsonBody": {"type": "array", "items": CONTACT},
                "listIds": array({"type": "integer"}, 0),
                "updateExistingContacts": YES_OR_NO,
                "emptyContactsAttributes": YES_OR_NO,
                "disableNotification": YES_OR_NO,
            },
            "jsonBody",
        ),
        ("GET", "/processes/[0-9]+"): None,
        ("GET", "/contacts/lists/[0-9]+"): None,
        ("GET", "/contacts/[^/]+@[^/]+"): None,
        ("POST", "/contacts/lists/12/contacts/(add|remove)"): EMAILS,
    }

    def __init__(self) -> None:
        self.looks = 0
        super().__init__()

    def is_allowed(self, headers: Any, _body: bytes) -> bool:
        return headers.get("api-key") == self.KEY

    def answer(self, method: str, path: str, _query: dict[str, str], body: Any) -> Answer:
        last = path.rpartition("/")[2]
        if path == "/contacts/import":
            self.looks = 0
            for contact in body["jsonBody"]:
                address = contact["email"]
                if self.takes(address):
                    person = self.people.get(address.lower()) or self.person(address)
                    person.fields |= contact["attributes"]
            return 202, {"processId": 5}
        if path.startswith("/processes/"):
            self.looks += 1
            return 200, {"id": 5, "status": "completed" if self.looks > 1 else "in_process"}
        if path.startswith("/contacts/lists/") and method == "GET":
            return (200, {"id": 12}) if last == self.LIST else (404, {})
        if method == "GET":
            return self.contact(last.lower())
        return self.change(last, body["emails"])

    def contact(self, key: str) -> Answer:
        person = self.people.get(key)
        if person is None:
            return 404, {"code": "document_not_found"}
        lists = [int(one) for one in person.lists if one.isdigit()]
        return 200, {"email": person.address, "emailBlacklisted": not person.is_subscribed, "listIds": lists}

    def change(self, verb: str, emails: list[str]) -> Answer:
        success, failure = [], []
        for address in emails:
            person = self.people.get(address.lower())
            if person and (self.LIST in person.lists) == (verb == "remove"):
                (person.lists.add if verb == "add" else person.lists.discard)(self.LIST)
                success.append(address)
            else:
                failure.append(address)
        if not success:
            return 400, {"code": "invalid_parameter", "message": f"Contact already in list or does not exist {failure}"}
        return 201, {"contacts": {"success": success, "failure": failure}}
