"""Brevo: the list is a contact list, written as its number.

Batch size: 150 contacts a request that takes them off the list; who is added or updated has a request of their own.
Limits: ten requests a second and 36,000 an hour for everything about contacts. The import in bulk is not used: it must
be given a list, does not say which rows it refused, and its process may be asked after only a hundred times an hour.
Partial failures: removals answer 201 with `success` and `failure`; a contact that is refused answers 400 alone.
Remove: the contact leaves this list, and stays in Brevo and on its other lists.
Consent: Brevo does not say what becomes of who has left when they are put on a list, so everybody is read before:
who is on the blacklist for e-mail, or has unsubscribed from this list, is left alone. The blacklist is never written.
"""

from __future__ import annotations

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
    partial_failures: ClassVar[str] = "400 for a contact; `success` and `failure` in an answer of 201 for removals"
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

    def check(self) -> None:
        """Read the list."""
        self._caller.ask("GET", f"contacts/lists/{self._list}")

    def apply(self, operations: Sequence[Operation]) -> tuple[RowResult, ...]:
        """Write contacts with the list they belong to, and remove from it."""
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
        results = self._write_all([operation for operation in operations if isinstance(operation, Add)])
        leaving = [operation for operation in operations if isinstance(operation, Remove)]
        removed = self._take_off(leaving)
        for gone in leaving:
            is_removed = folded(gone.address) in removed
            results[gone.key] = RowResult(gone.key, Outcome.DONE if is_removed else Outcome.GONE)
        return results

    def _write_all(self, wanted: Sequence[Add]) -> dict[str, RowResult]:
        results: dict[str, RowResult] = {}
        for place, one in enumerate(wanted):
            try:
                results[one.key] = self._write(one)
            except TemporaryError as error:
                # Those before it are done; those behind it would meet the same.
                results |= {
                    later.key: RowResult(later.key, Outcome.RETRY, error.reason, error.wait_seconds)
                    for later in wanted[place:]
                }
                break
        return results

    def _write(self, one: Add) -> RowResult:
        held = self._holds(one.address)
        if held is Holding.UNSUBSCRIBED:
            return RowResult(one.key, Outcome.UNSUBSCRIBED)
        if held is Holding.MEMBER and not one.fields:
            return RowResult(one.key, Outcome.UNCHANGED)
        body = {
            "email": one.address,
            "attributes": {name: "" if value is None else value for name, value in one.fields.items()},
            "listIds": [self._list],
            "updateEnabled": True,
        }
        try:
            self._caller.ask("POST", "contacts", body=body)
        except RequestRefusedError as error:
            if error.status != httpx.codes.BAD_REQUEST:
                raise
            return RowResult(one.key, Outcome.REFUSED, "contact_refused")
        return RowResult(one.key, Outcome.DONE)

    def _take_off(self, operations: Sequence[Operation]) -> set[str]:
        """Remove from the list, and give the addresses that were.

        A request of which not one address is fit is refused; so is one with a single address Brevo cannot read.
        """
        if not operations:
            return set()
        path = f"contacts/lists/{self._list}/contacts/remove"
        body = {"emails": [one.address for one in operations]}
        try:
            answer = document(self.name, self._caller.ask("POST", path, body=body))
        except RequestRefusedError as error:
            if error.status != httpx.codes.BAD_REQUEST:
                raise
            if len(operations) == 1:
                return set()
            middle = len(operations) // 2
            return self._take_off(operations[:middle]) | self._take_off(operations[middle:])
        return {folded(str(address)) for address in answer.get("contacts", {}).get("success", ())}
