"""Brevo: the list is a contact list, written as its number.

Batch size: 150 contacts a request to the list; their fields go before them as one import.
Limits: ten requests a second for contacts. Somebody who is to be added is read first, because putting back on a list
who has left it would subscribe them again; this is what bounds the speed.
Partial failures: the list answers 201 with `success` and `failure`; the import runs on its own, its process is asked
until it has ended, and a contact it did not take is missing afterwards, so the list reports it.
Remove: the contact leaves this list, and stays in Brevo and on its other lists.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import ClassVar
from urllib.parse import quote

import httpx
from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict

from orchestration.delivery.operations import Add, Operation, Outcome, Remove, RowResult
from orchestration.delivery.platforms.batching import apply_in_batches, folded
from orchestration.delivery.platforms.calling import Caller, document
from orchestration.delivery.platforms.environment import Credentials, credentials
from orchestration.delivery.platforms.errors import PlatformError, RequestRefusedError, TemporaryError
from orchestration.delivery.platforms.protocol import Holding, Limits, Pace


class BrevoCredentials(Credentials):
    """Hold the API key."""

    model_config = SettingsConfigDict(env_prefix="BREVO_")

    api_key: SecretStr
    url: str = "https://api.brevo.com/v3"


class Brevo:
    """One contact list."""

    name: ClassVar[str] = "brevo"
    partial_failures: ClassVar[str] = "`success` and `failure` lists in an answer of 201; an import's process"
    removal: ClassVar[str] = "leaves this list; stays a contact, and on its other lists"
    variables: ClassVar[tuple[str, ...]] = ("BREVO_API_KEY", "BREVO_URL")

    def __init__(self, list_name: str, pace: Pace) -> None:
        """Connect to a list by its number."""
        if not list_name.isdigit():
            raise PlatformError(self.name, "write the list as its number")
        given = credentials(self.name, BrevoCredentials)
        headers = {"api-key": given.api_key.get_secret_value()}
        self.limits = pace.limits or Limits(batch_size=150, requests_per_second=10, concurrent_requests=10)
        self._caller = Caller(self.name, given.url, lambda _: headers, self.limits, pace)
        self._list = int(list_name)
        self._pace = pace

    def check(self) -> None:
        """Read the list."""
        self._caller.ask("GET", f"contacts/lists/{self._list}")

    def apply(self, operations: Sequence[Operation]) -> tuple[RowResult, ...]:
        """Import fields, then add to the list and remove from it."""
        return apply_in_batches(operations, self.limits.batch_size, self._send)

    def holds(self, addresses: Sequence[str]) -> Mapping[str, Holding]:
        """Read each contact."""
        return {address: self._holds(address) for address in addresses}

    def _holds(self, address: str) -> Holding:
        answer = self._caller.ask("GET", f"contacts/{quote(address, safe='')}", accepted=(404,))
        if answer.status_code == httpx.codes.NOT_FOUND:
            return Holding.ABSENT
        contact = document(self.name, answer)
        if contact.get("emailBlacklisted") or self._list in contact.get("listUnsubscribed", ()):
            return Holding.UNSUBSCRIBED
        return Holding.MEMBER if self._list in contact.get("listIds", ()) else Holding.ABSENT

    def _send(self, operations: Sequence[Operation]) -> dict[str, RowResult]:
        wanted = [operation for operation in operations if isinstance(operation, Add)]
        held = self.holds([one.address for one in wanted])
        results = {
            one.key: RowResult(one.key, Outcome.UNSUBSCRIBED)
            for one in wanted
            if held[one.address] is Holding.UNSUBSCRIBED
        }
        staying = [one for one in wanted if one.key not in results]
        if staying:
            self._import(staying)
        here = [one for one in staying if held[one.address] is Holding.MEMBER]
        results |= {one.key: RowResult(one.key, Outcome.DONE if one.fields else Outcome.UNCHANGED) for one in here}
        coming = [one for one in staying if held[one.address] is not Holding.MEMBER]
        added = self._change_list("add", coming)
        for one in coming:
            # Refused is who cannot be there, and who is there by a request of ours whose answer was lost.
            is_in = folded(one.address) in added or self._holds(one.address) is Holding.MEMBER
            results[one.key] = (
                RowResult(one.key, Outcome.DONE) if is_in else RowResult(one.key, Outcome.REFUSED, "contact_refused")
            )
        leaving = [operation for operation in operations if isinstance(operation, Remove)]
        removed = self._change_list("remove", leaving)
        for gone in leaving:
            is_removed = folded(gone.address) in removed
            results[gone.key] = RowResult(gone.key, Outcome.DONE if is_removed else Outcome.GONE)
        return results

    def _import(self, wanted: Sequence[Add]) -> None:
        body = {
            "jsonBody": [{"email": one.address, "attributes": dict(one.fields)} for one in wanted],
            "listIds": [],
            "updateExistingContacts": True,
            "emptyContactsAttributes": True,
            "disableNotification": True,
        }
        process = document(self.name, self._caller.ask("POST", "contacts/import", body=body)).get("processId")
        for _ in range(max(int(self._pace.poll_for / self._pace.poll_every), 1)):
            status = document(self.name, self._caller.ask("GET", f"processes/{process}")).get("status")
            if status == "completed":
                return
            if status == "failed":
                raise TemporaryError(self.name, "import_failed")
            time.sleep(self._pace.poll_every)
        raise TemporaryError(self.name, "import_still_runs", self._pace.poll_for)

    def _change_list(self, verb: str, operations: Sequence[Operation]) -> set[str]:
        """Add or remove, and give the addresses that were.

        A request of which not one address is fit is refused; so is one with a single address Brevo cannot read.
        """
        if not operations:
            return set()
        path = f"contacts/lists/{self._list}/contacts/{verb}"
        body = {"emails": [one.address for one in operations]}
        try:
            answer = document(self.name, self._caller.ask("POST", path, body=body))
        except RequestRefusedError as error:
            if error.status != httpx.codes.BAD_REQUEST:
                raise
            if len(operations) == 1:
                return set()
            middle = len(operations) // 2
            return self._change_list(verb, operations[:middle]) | self._change_list(verb, operations[middle:])
        return {folded(str(address)) for address in answer.get("contacts", {}).get("success", ())}
