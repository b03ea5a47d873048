"""Ghost: the list is a label, written as its slug.

Batch size: 100 members, the most Ghost gives on a page; the filter that names them is in the address of the request.
Limits: Ghost publishes none, and is the shop's own server; five requests a second leave room for its readers.
Partial failures: a bulk change answers with counts, and counts a label anew that a member has already, so members are
read before and after it; a member is created with one request each, which 422 refuses.
Remove: the member loses this label, and keeps newsletters, other labels and the account.
Consent: a new member gets the newsletters that Ghost gives to everybody who signs up. Those of a member who exists are
never written. Ghost calls a member subscribed who has a newsletter: who has none is taken to have left, and so is who
is suppressed.
Addresses: where Ghost keeps its members in SQLite it takes Ann@example.com and ann@example.com for two people, so who
is not found as written is looked for in letters of any case before anybody is created.
All of it was seen at a real Ghost: tests/ghost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import httpx
from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict

from orchestration.delivery.operations import Add, Operation, Outcome, Remove, RowResult
from orchestration.delivery.platforms.batching import apply_in_batches, folded, pieces
from orchestration.delivery.platforms.calling import Caller, document
from orchestration.delivery.platforms.environment import Credentials, credentials
from orchestration.delivery.platforms.errors import PlatformError, RequestRefusedError
from orchestration.delivery.platforms.ghost_keys import admin_headers, read_admin_key
from orchestration.delivery.platforms.protocol import Holding, Limits, Pace

PAGE = 100
FILTERED = 50
"""Addresses of the greatest length that fit into the address of a request, which Ghost reads 16 KiB of."""
COMPARED = 20
"""Addresses looked for in any case at once; Ghost compares each of them with every member."""
FIELDS = ("name", "note")
"""What Ghost keeps of a member beside newsletters and labels, which an update must not touch."""


class GhostCredentials(Credentials):
    """Hold the site and the Admin API key of an integration, `id:secret`."""

    model_config = SettingsConfigDict(env_prefix="GHOST_")

    url: str
    admin_api_key: SecretStr


class Ghost:
    """One label."""

    name: ClassVar[str] = "ghost"
    partial_failures: ClassVar[str] = "422 for a member that is created; counts for a bulk change, so read back"
    removal: ClassVar[str] = "loses this label; keeps newsletters, other labels and the account"
    variables: ClassVar[tuple[str, ...]] = ("GHOST_URL", "GHOST_ADMIN_API_KEY")

    def __init__(self, list_name: str, pace: Pace) -> None:
        """Connect to a label by its slug."""
        given = credentials(self.name, GhostCredentials)
        key = read_admin_key(self.name, given.admin_api_key, "GHOST_ADMIN_API_KEY")
        self.limits = pace.limits or Limits(batch_size=PAGE, requests_per_second=5)
        url = given.url.rstrip("/") + "/ghost/api/admin"
        self._caller = Caller(self.name, url, lambda _: admin_headers(key), self.limits, pace)
        self._slug = list_name
        self._found: dict[str, Any] | None = None

    def check(self) -> None:
        """Read the label."""
        self._label()

    def apply(self, operations: Sequence[Operation]) -> tuple[RowResult, ...]:
        """Create who is missing, label who is there, and take the label from who leaves."""
        return apply_in_batches(operations, self.limits.batch_size, self._send)

    def holds(self, addresses: Sequence[str]) -> Mapping[str, Holding]:
        """Read the members with their labels."""
        members = self._members(addresses)
        return {address: self._holding(members.get(folded(address))) for address in addresses}

    def _label(self) -> dict[str, Any]:
        if self._found is None:
            query: dict[str, str | int] = {"filter": f"slug:{_quoted(self._slug)}", "limit": 1}
            labels = document(self.name, self._caller.ask("GET", "labels/", query=query)).get("labels", ())
            if not labels:
                raise PlatformError(self.name, "it has no such list")
            self._found = {name: labels[0][name] for name in ("id", "name", "slug")}
        return self._found

    def _members(self, addresses: Sequence[str]) -> dict[str, dict[str, Any]]:
        """Find members by their folded addresses; there may be others among them."""
        found: dict[str, dict[str, Any]] = {}
        for some in pieces(addresses, FILTERED):
            found |= self._read(f"email:[{','.join(map(_quoted, some))}]")
        missing = [address for address in addresses if folded(address) not in found]
        for some in pieces(missing, COMPARED):
            found |= self._read(",".join(f"email:~^{_quoted(address)}" for address in some))
        return found

    def _read(self, chosen: str) -> dict[str, dict[str, Any]]:
        query: dict[str, str | int] = {"filter": chosen, "limit": PAGE}
        answer = document(self.name, self._caller.ask("GET", "members/", query=query))
        return {folded(str(member["email"])): member for member in answer.get("members", ())}

    def _holding(self, member: Mapping[str, Any] | None) -> Holding:
        if member is None:
            return Holding.ABSENT
        if not member.get("subscribed") or (member.get("email_suppression") or {}).get("suppressed"):
            return Holding.UNSUBSCRIBED
        return Holding.MEMBER if self._is_labelled(member) else Holding.ABSENT

    def _is_labelled(self, member: Mapping[str, Any]) -> bool:
        return any(label["slug"] == self._slug for label in member.get("labels", ()))

    def _send(self, operations: Sequence[Operation]) -> dict[str, RowResult]:
        label = self._label()
        members = self._members([operation.address for operation in operations])
        results: dict[str, RowResult] = {}
        changing: dict[str, list[tuple[Operation, str]]] = {"addLabel": [], "removeLabel": []}
        for one in operations:
            member = members.get(folded(one.address))
            held = self._holding(member)
            if isinstance(one, Remove):
                is_in = member is not None and self._is_labelled(member)
                results[one.key] = RowResult(one.key, Outcome.DONE if is_in else Outcome.GONE)
                changing["removeLabel"] += [(one, member["id"])] if member is not None and is_in else []
            elif isinstance(one, Add) and member is None:
                results[one.key] = self._create(one, label)
            elif held is Holding.UNSUBSCRIBED:
                results[one.key] = RowResult(one.key, Outcome.UNSUBSCRIBED)
            elif isinstance(one, Add) and member is not None:
                results[one.key] = self._write_fields(one, member)
                if held is Holding.ABSENT and results[one.key].is_settled:
                    results[one.key] = RowResult(one.key, Outcome.DONE)
                    changing["addLabel"].append((one, member["id"]))
        for action, chosen in changing.items():
            if chosen:
                results |= self._change_label(action, label, chosen)
        return results

    def _create(self, one: Add, label: Mapping[str, Any]) -> RowResult:
        member = {"email": one.address, "labels": [label], **_fields(one)}
        try:
            self._caller.ask("POST", "members/", body={"members": [member]})
        except RequestRefusedError as error:
            if error.status != httpx.codes.UNPROCESSABLE_ENTITY:
                raise
            # Made in the meantime, perhaps by a request of ours whose answer was lost; else it cannot be made.
            there = self._members([one.address]).get(folded(one.address))
            if there is None:
                return RowResult(one.key, Outcome.REFUSED, "member_refused")
            held = self._holding(there)
            if held is Holding.UNSUBSCRIBED:
                return RowResult(one.key, Outcome.UNSUBSCRIBED)
            if held is Holding.ABSENT:
                return RowResult(one.key, Outcome.RETRY, "member_made_meanwhile")
        return RowResult(one.key, Outcome.DONE)

    def _write_fields(self, one: Add, member: Mapping[str, Any]) -> RowResult:
        changed = {name: value for name, value in _fields(one).items() if (member.get(name) or "") != value}
        if not changed:
            return RowResult(one.key, Outcome.UNCHANGED)
        path = f"members/{member['id']}/"
        answer = self._caller.ask("PUT", path, body={"members": [changed]}, accepted=(httpx.codes.NOT_FOUND,))
        if answer.status_code == httpx.codes.NOT_FOUND:
            return RowResult(one.key, Outcome.RETRY, "member_deleted_meanwhile")
        return RowResult(one.key, Outcome.DONE)

    def _change_label(
        self, action: str, label: Mapping[str, Any], chosen: Sequence[tuple[Operation, str]]
    ) -> dict[str, RowResult]:
        named = f"id:[{','.join(member_id for _, member_id in chosen)}]"
        body = {"bulk": {"action": action, "meta": {"label": {"id": label["id"]}}}}
        self._caller.ask("PUT", "members/bulk/", query={"filter": named}, body=body)
        after = self._read(named)
        labelled = {address for address, member in after.items() if self._is_labelled(member)}
        return {
            one.key: RowResult(one.key, Outcome.RETRY, "label_not_changed")
            for one, _ in chosen
            if (folded(one.address) in labelled) is not (action == "addLabel")
        }


def _fields(one: Add) -> dict[str, str]:
    return {name: "" if one.fields[name] is None else str(one.fields[name]) for name in FIELDS if name in one.fields}


def _quoted(text: str) -> str:
    """Write a text for a filter, in which quotes are escaped and a backslash before anything else is itself."""
    escaped = text.replace("'", "\\'").replace('"', '\\"')
    return f"'{escaped}'"
