"""Mailchimp: the list is a static segment of an audience, written as `audience/segment`.

Batch size: 500 members a request, both for the audience and for the segment.
Limits: ten requests at a time, then 429; there is no published number a second, so ten are begun at most.
Partial failures: the answer is 200 even then; members that failed are in `errors`, and the segment leaves out whom it
does not know, so `members_added` and `members_removed` are compared with what was asked.
Remove: the person leaves the static segment and stays in the audience, subscribed. Nobody is archived or unsubscribed.
Status: `status_if_new`, which is described as needed for an address that is new, is sent; `status`, the current one,
never is. What became of a member is read from the answer.
Fields: texts and numbers; Mailchimp has no truths among them, so those are sent as `true` and `false`.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import quote

import httpx
from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict

from orchestration.delivery.operations import Add, FieldValue, Operation, Outcome, Remove, RowResult, Update
from orchestration.delivery.platforms.batching import apply_in_batches, by_address, folded
from orchestration.delivery.platforms.calling import Caller, document
from orchestration.delivery.platforms.environment import Credentials, credentials
from orchestration.delivery.platforms.errors import PlatformError
from orchestration.delivery.platforms.protocol import Holding, Limits, Pace

LEFT = frozenset(("unsubscribed", "cleaned"))

# What its sentences about a member say, as far as they help to decide what to do.
REASONS = {
    "permanently deleted": "forgotten",
    "compliance": "compliance_state",
    "fake or invalid": "invalid_address",
    "signed up to a lot of lists": "signed_up_too_often",
    "required": "field_missing",
}


class MailchimpCredentials(Credentials):
    """Hold the API key, which ends with the data centre; the URL is that of the data centre unless it is given."""

    model_config = SettingsConfigDict(env_prefix="MAILCHIMP_")

    api_key: SecretStr
    url: str | None = None


class Mailchimp:
    """One static segment of one audience."""

    name: ClassVar[str] = "mailchimp"
    partial_failures: ClassVar[str] = "`errors` beside the members that were taken, in an answer of 200"
    removal: ClassVar[str] = "leaves the static segment; stays in the audience as it was"
    variables: ClassVar[tuple[str, ...]] = ("MAILCHIMP_API_KEY", "MAILCHIMP_URL")

    def __init__(self, list_name: str, pace: Pace) -> None:
        """Connect to `audience/segment`."""
        audience, _, segment = list_name.partition("/")
        if not audience or not segment.isdigit():
            raise PlatformError(self.name, "write the list as audience/segment, such as a1b2c3/4567")
        given = credentials(self.name, MailchimpCredentials)
        key = given.api_key.get_secret_value()
        url = given.url or f"https://{key.rpartition('-')[2]}.api.mailchimp.com/3.0"
        headers = {"authorization": "Basic " + b64encode(f"segments:{key}".encode()).decode()}
        self.limits = pace.limits or Limits(batch_size=500, requests_per_second=10, concurrent_requests=10)
        self._caller = Caller(self.name, url, lambda _: headers, self.limits, pace)
        self._audience = f"lists/{quote(audience, safe='')}"
        self._segment = segment

    def check(self) -> None:
        """Read the static segment."""
        found = document(self.name, self._caller.ask("GET", f"{self._audience}/segments/{self._segment}"))
        if found.get("type") != "static":
            raise PlatformError(self.name, "the segment is not a static one, so nobody can be put in it")

    def apply(self, operations: Sequence[Operation]) -> tuple[RowResult, ...]:
        """Write members to the audience, then put them in the segment or take them out."""
        return apply_in_batches(operations, self.limits.batch_size, self._send)

    def holds(self, addresses: Sequence[str]) -> Mapping[str, Holding]:
        """Read each member with their tags, which static segments are."""
        return {address: self._holds(address) for address in addresses}

    def _holds(self, address: str) -> Holding:
        name = hashlib.md5(folded(address).encode(), usedforsecurity=False).hexdigest()
        answer = self._caller.ask("GET", f"{self._audience}/members/{name}", accepted=(404,))
        if answer.status_code == httpx.codes.NOT_FOUND:
            return Holding.ABSENT
        member = document(self.name, answer)
        if member.get("status") in LEFT:
            return Holding.UNSUBSCRIBED
        is_in = any(str(tag["id"]) == self._segment for tag in member.get("tags", ()))
        return Holding.MEMBER if is_in else Holding.ABSENT

    def _send(self, operations: Sequence[Operation]) -> dict[str, RowResult]:
        wanted = [operation for operation in operations if isinstance(operation, Add)]
        results = self._write_members(wanted) if wanted else {}
        to_add = [one for one in wanted if one.key in results and results[one.key].outcome is Outcome.DONE]
        to_remove = [operation for operation in operations if isinstance(operation, Remove)]
        if to_add or to_remove:
            results |= self._change_segment(to_add, to_remove)
        return results

    def _write_members(self, wanted: Sequence[Add]) -> dict[str, RowResult]:
        members = [
            {
                "email_address": one.address,
                "status_if_new": "subscribed",
                "merge_fields": {name: _merged(value) for name, value in one.fields.items()},
            }
            for one in wanted
        ]
        body = {"members": members, "update_existing": True}
        answer = document(self.name, self._caller.ask("POST", self._audience, body=body))
        asked = by_address(wanted)
        results = {}
        for member in (*answer.get("new_members", ()), *answer.get("updated_members", ())):
            if one := asked.get(folded(str(member.get("email_address")))):
                results[one.key] = _result_of_status(one.key, str(member.get("status")))
        for error in answer.get("errors", ()):
            if one := asked.get(folded(str(error.get("email_address")))):
                results[one.key] = RowResult(one.key, Outcome.REFUSED, _reason(error))
        return results

    def _change_segment(self, to_add: Sequence[Add], to_remove: Sequence[Operation]) -> dict[str, RowResult]:
        path = f"{self._audience}/segments/{self._segment}"
        body = {
            "members_to_add": [one.address for one in to_add],
            "members_to_remove": [one.address for one in to_remove],
        }
        answer = document(self.name, self._caller.ask("POST", path, body=body))
        added, removed = (
            {folded(str(member.get("email_address"))) for member in answer.get(kind, ())}
            for kind in ("members_added", "members_removed")
        )
        results = {
            one.key: RowResult(one.key, Outcome.DONE if folded(one.address) in removed else Outcome.GONE)
            for one in to_remove
        }
        for one in to_add:
            if folded(one.address) in added:
                results[one.key] = RowResult(one.key, Outcome.DONE)
            elif self._holds(one.address) is Holding.MEMBER:
                results[one.key] = RowResult(one.key, Outcome.DONE if isinstance(one, Update) else Outcome.UNCHANGED)
            else:
                results[one.key] = RowResult(one.key, Outcome.RETRY, "not_added")
        return results


def _merged(value: FieldValue) -> str | int | float:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else value


def _result_of_status(key: str, status: str) -> RowResult:
    if status == "subscribed":
        return RowResult(key, Outcome.DONE)
    if status in LEFT:
        return RowResult(key, Outcome.UNSUBSCRIBED)
    return RowResult(key, Outcome.REFUSED, "member_not_subscribed")


def _reason(error: Mapping[str, Any]) -> str:
    text = str(error.get("error", "")).lower()
    return next((reason for words, reason in REASONS.items() if words in text), "member_refused")
