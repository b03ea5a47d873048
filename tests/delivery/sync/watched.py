"""A platform that remembers what it was asked for, what it said, and whether that changed anything."""

from dataclasses import dataclass
from typing import Any

from tests.delivery.platforms.stand_ins.mailchimp import MailchimpStandIn
from tests.delivery.platforms.stand_ins.server import Answer


@dataclass(frozen=True)
class Asked:
    """Hold what was asked for one address.

    Args:
        kind: write, add or remove.
        address: in lower case.
        fields: what was written.
        said: taken; or why not: left, forgotten, faulty.
        is_change: whether the platform held something else before.
    """

    kind: str
    address: str
    fields: str
    said: str
    is_change: bool


class WatchedStandIn(MailchimpStandIn):
    """Keep what was asked, whether or not the answer ever arrived."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Asked] = []

    def answer(self, method: str, path: str, query: dict[str, str], body: Any) -> Answer:
        if method == "GET":
            return super().answer(method, path, query, body)
        before = self.state()
        answered = super().answer(method, path, query, body)
        after = self.state()
        for kind, address, fields in wishes(body):
            is_change = before.get(address) != after.get(address)
            self.asked.append(Asked(kind, address, fields, self.says(address), is_change))
        return answered

    def says(self, address: str) -> str:
        if address in self.faulty:
            return "faulty"
        if not self.takes(address):
            return "forgotten"
        person = self.people.get(address)
        return "left" if person and not person.is_subscribed else "taken"


def wishes(body: Any) -> list[tuple[str, str, str]]:
    """Give kind, address and fields of everything a request asks for."""
    written = [("write", one["email_address"].lower(), str(one["merge_fields"])) for one in body.get("members", ())]
    added = [("add", address.lower(), "") for address in body.get("members_to_add", ())]
    removed = [("remove", address.lower(), "") for address in body.get("members_to_remove", ())]
    return [*written, *added, *removed]
