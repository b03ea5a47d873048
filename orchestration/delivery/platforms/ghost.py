"""Ghost: the list is a label, written as its slug.

Batch size: 100 members, the most Ghost gives on a page; the filter that names them is in the address of the request.
Limits: Ghost publishes none, and is the shop's own server; five requests a second leave room for its readers.
Partial failures: a bulk change answers with counts, so members are read before and after it; a member is created
with one request each, which 422 refuses.
Remove: the member loses this label, and keeps newsletters, other labels and the account.
Consent: a new member gets Ghost's default newsletters. Those of a member who exists are never written.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from hmac import digest
from json import dumps
from typing import Any, ClassVar

import httpx
from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict

from orchestration.delivery.operations import Add, Operation, Outcome, Remove, RowResult
from orchestration.delivery.platforms.batching import apply_in_batches, folded, pieces
from orchestration.delivery.platforms.calling import Caller, document
from orchestration.delivery.platforms.environment import Credentials, credentials
from orchestration.delivery.platforms.errors import PlatformError, RequestRefusedError
from orchestration.delivery.platforms.protocol import Holding, Limits, Pace

TOKEN_SECONDS = 300
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
        identity, _, secret = given.admin_api_key.get_secret_value().partition(":")
        if not identity or not secret or set(secret.lower()) - set("0123456789abcdef") or len(secret) % 2:
            raise PlatformError(self.name, "GHOST_ADMIN_API_KEY is not id:secret")
        key = bytes.fromhex(secret)
        self.limits = pace.limits or Limits(batch_size=100, requests_per_second=5)
        url = given.url.rstrip("/") + "/ghost/api/admin"
        self._caller = Caller(self.name, url, lambda _: _headers(identity, key), self.limits, pace)
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
        members = {name: member for some in pieces(addresses, 100) for name, member in self._members(some).items()}
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
        query: dict[str, str | int] = {"filter": _named(addresses), "include": "labels,newsletters", "limit": 100}
        answer = document(self.name, self._caller.ask("GET", "members/", query=query))
        return {folded(str(member["email"])): member for member in answer.get("members", ())}

    def _holding(self, member: Mapping[str, Any] | None) -> Holding:
        if member is None:
            return Holding.ABSENT
        if not member.get("subscribed") or (member.get("email_suppression") or {}).get("suppressed"):
            return Holding.UNSUBSCRIBED
        is_in = any(label["slug"] == self._slug for label in member.get("labels", ()))
        return Holding.MEMBER if is_in else Holding.ABSENT

    def _send(self, operations: Sequence[Operation]) -> dict[str, RowResult]:
        label = self._label()
        members = self._members([operation.address for operation in operations])
        results: dict[str, RowResult] = {}
        adding, removing = [], []
        for one in operations:
            member = members.get(folded(one.address))
            if isinstance(one, Remove):
                is_in = any(own["id"] == label["id"] for own in (member or {}).get("labels", ()))
                removing += [one] if is_in else []
                results[one.key] = RowResult(one.key, Outcome.DONE if is_in else Outcome.GONE)
            elif isinstance(one, Add) and member is None:
                results[one.key] = self._create(one, label)
            elif isinstance(one, Add) and member is not None:
                held = self._holding(member)
                if held is Holding.UNSUBSCRIBED:
                    results[one.key] = RowResult(one.key, Outcome.UNSUBSCRIBED)
                    continue
                has_changed = self._write_fields(one, member)
                adding += [one] if held is Holding.ABSENT else []
                is_new = has_changed or held is Holding.ABSENT
                results[one.key] = RowResult(one.key, Outcome.DONE if is_new else Outcome.UNCHANGED)
        for action, chosen in (("addLabel", adding), ("removeLabel", removing)):
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
            there = self._holding(self._members([one.address]).get(folded(one.address)))
            if there is Holding.MEMBER:
                return RowResult(one.key, Outcome.DONE)
            if there is Holding.UNSUBSCRIBED:
                return RowResult(one.key, Outcome.UNSUBSCRIBED)
            return RowResult(one.key, Outcome.REFUSED, "member_refused")
        return RowResult(one.key, Outcome.DONE)

    def _write_fields(self, one: Add, member: Mapping[str, Any]) -> bool:
        changed = {name: value for name, value in _fields(one).items() if (member.get(name) or "") != value}
        if changed:
            self._caller.ask("PUT", f"members/{member['id']}/", body={"members": [changed]})
        return bool(changed)

    def _change_label(self, action: str, label: Mapping[str, Any], chosen: Sequence[Operation]) -> dict[str, RowResult]:
        addresses = [one.address for one in chosen]
        body = {"bulk": {"action": action, "meta": {"label": {"id": label["id"]}}}}
        self._caller.ask("PUT", "members/bulk/", query={"filter": _named(addresses)}, body=body)
        after = self._members(addresses)
        wanted = action == "addLabel"
        return {
            one.key: RowResult(one.key, Outcome.RETRY, "label_not_changed")
            for one in chosen
            if (member := after.get(folded(one.address))) is not None
            and any(own["id"] == label["id"] for own in member.get("labels", ())) is not wanted
        }


def _fields(one: Add) -> dict[str, str]:
    return {name: "" if one.fields[name] is None else str(one.fields[name]) for name in FIELDS if name in one.fields}


def _named(addresses: Sequence[str]) -> str:
    return f"email:[{','.join(_quoted(address) for address in addresses)}]"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _headers(identity: str, key: bytes) -> dict[str, str]:
    """Sign a token that is good for five minutes, the most Ghost takes."""
    now = int(datetime.now(UTC).timestamp())
    head = {"alg": "HS256", "typ": "JWT", "kid": identity}
    claims = {"iat": now, "exp": now + TOKEN_SECONDS, "aud": "/admin/"}
    signed = b".".join(urlsafe_b64encode(dumps(part).encode()).rstrip(b"=") for part in (head, claims))
    signature = urlsafe_b64encode(digest(key, signed, sha256)).rstrip(b"=")
    return {"authorization": f"Ghost {(signed + b'.' + signature).decode()}", "accept-version": "v6.0"}
