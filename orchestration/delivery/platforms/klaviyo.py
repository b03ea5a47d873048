"""Klaviyo: the list is a list, written as its id.

Batch size: 1,000 profiles a request to the list, so that many go into an import job, which would take 10,000.
Limits: ten requests a second and 150 a minute, as for imports and changes of a list; reads might come faster.
Partial failures: an import job runs on its own and is asked until it is complete; rows it refused are its import
errors. Klaviyo does not say what the payload they repeat looks like: a row that cannot be made out, and whose profile
is not there afterwards, is tried again. The list answers 204 without detail, so only ids that were looked up before
are sent to it.
Remove: the profile leaves this list, and keeps its consent and its other lists. The bulk unsubscribe is never used: it
reaches people outside the list.
Consent: a list tells Klaviyo nothing of consent, and the job that subscribes is never used, because it lifts the
suppression of who has left. Who has unsubscribed, is suppressed for all e-mail or for this list, has left. New profiles
get their consent where the shop collects it in Klaviyo.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import quote

from pydantic import SecretStr
from pydantic_settings import SettingsConfigDict

from orchestration.delivery.operations import Add, Operation, Outcome, Remove, RowResult, Update
from orchestration.delivery.platforms.batching import apply_in_batches, folded, pieces
from orchestration.delivery.platforms.calling import Caller, document
from orchestration.delivery.platforms.environment import Credentials, credentials
from orchestration.delivery.platforms.errors import TemporaryError
from orchestration.delivery.platforms.protocol import Holding, Limits, Pace

REVISION = "2026-07-15"
PAGE = 100
OWN_FIELDS = frozenset(("first_name", "last_name", "organization", "locale", "title", "image", "external_id"))


class KlaviyoCredentials(Credentials):
    """Hold the private API key."""

    model_config = SettingsConfigDict(env_prefix="KLAVIYO_")

    api_key: SecretStr
    url: str = "https://a.klaviyo.com/api"


class Klaviyo:
    """One list."""

    name: ClassVar[str] = "klaviyo"
    partial_failures: ClassVar[str] = "import errors of a job, read back; the list itself tells nothing"
    removal: ClassVar[str] = "leaves this list; keeps profile, consent and other lists"
    variables: ClassVar[tuple[str, ...]] = ("KLAVIYO_API_KEY", "KLAVIYO_URL")

    def __init__(self, list_name: str, pace: Pace) -> None:
        """Connect to a list by its id."""
        given = credentials(self.name, KlaviyoCredentials)
        headers = {
            "authorization": f"Klaviyo-API-Key {given.api_key.get_secret_value()}",
            "revision": REVISION,
            "content-type": "application/vnd.api+json",
        }
        self.limits = pace.limits or Limits(
            batch_size=1_000, requests_per_second=10, requests_per_minute=150, concurrent_requests=10
        )
        self._caller = Caller(self.name, given.url, lambda _: headers, self.limits, pace)
        self._list_id = list_name
        self._list = f"lists/{quote(list_name, safe='')}"
        self._pace = pace

    def check(self) -> None:
        """Read the list."""
        self._caller.ask("GET", self._list)

    def apply(self, operations: Sequence[Operation]) -> tuple[RowResult, ...]:
        """Import profiles, look their ids up, then add them to the list or remove them from it."""
        return apply_in_batches(operations, self.limits.batch_size, self._send)

    def holds(self, addresses: Sequence[str]) -> Mapping[str, Holding]:
        """Ask for the profiles, and for those of them on the list."""
        profiles = self._profiles("profiles", addresses)
        members = self._profiles(f"{self._list}/profiles", addresses)
        return {address: self._holding(folded(address), profiles, members) for address in addresses}

    def _holding(self, address: str, profiles: Mapping[str, Any], members: Mapping[str, Any]) -> Holding:
        profile = profiles.get(address)
        if profile is None:
            return Holding.ABSENT
        subscriptions = profile["attributes"].get("subscriptions") or {}
        marketing = (subscriptions.get("email") or {}).get("marketing") or {}
        left_list = any(one.get("list_id") == self._list_id for one in marketing.get("list_suppressions") or ())
        if marketing.get("consent") == "UNSUBSCRIBED" or marketing.get("suppression") or left_list:
            return Holding.UNSUBSCRIBED
        return Holding.MEMBER if address in members else Holding.ABSENT

    def _send(self, operations: Sequence[Operation]) -> dict[str, RowResult]:
        wanted = [operation for operation in operations if isinstance(operation, Add)]
        results = self._import(wanted) if wanted else {}
        addresses = [operation.address for operation in operations]
        profiles = self._profiles("profiles", addresses)
        members = self._profiles(f"{self._list}/profiles", addresses)
        to_add, to_remove = [], []
        for one in operations:
            if one.key in results:
                continue
            address = folded(one.address)
            held = self._holding(address, profiles, members)
            if isinstance(one, Remove):
                results[one.key] = RowResult(one.key, Outcome.DONE if address in members else Outcome.GONE)
                to_remove += [profiles[address]] if address in members and address in profiles else []
            elif held is Holding.UNSUBSCRIBED:
                results[one.key] = RowResult(one.key, Outcome.UNSUBSCRIBED)
            elif held is Holding.MEMBER:
                outcome = Outcome.DONE if isinstance(one, Update) else Outcome.UNCHANGED
                results[one.key] = RowResult(one.key, outcome)
            elif address in profiles:
                to_add.append(profiles[address])
                results[one.key] = RowResult(one.key, Outcome.DONE)
            else:
                results[one.key] = RowResult(one.key, Outcome.RETRY, "profile_not_there_yet")
        for method, chosen in (("POST", to_add), ("DELETE", to_remove)):
            if chosen:
                body = {"data": [{"type": "profile", "id": profile["id"]} for profile in chosen]}
                self._caller.ask(method, f"{self._list}/relationships/profiles", body=body)
        return results

    def _import(self, wanted: Sequence[Add]) -> dict[str, RowResult]:
        """Import profiles and give the results of those that were refused."""
        profiles = [{"type": "profile", "attributes": _attributes(one)} for one in wanted]
        body = {"data": {"type": "profile-bulk-import-job", "attributes": {"profiles": {"data": profiles}}}}
        job = document(self.name, self._caller.ask("POST", "profile-bulk-import-jobs", body=body))["data"]["id"]
        path = f"profile-bulk-import-jobs/{job}"
        for _ in range(max(int(self._pace.poll_for / self._pace.poll_every), 1)):
            status = document(self.name, self._caller.ask("GET", path))["data"]["attributes"]["status"]
            if status == "complete":
                break
            if status == "cancelled":
                raise TemporaryError(self.name, "import_cancelled")
            time.sleep(self._pace.poll_every)
        else:
            raise TemporaryError(self.name, "import_still_runs", self._pace.poll_for)
        refused = {}
        keys = {folded(one.address): one.key for one in wanted}
        for error in self._pages(f"{path}/import-errors", {"page[size]": PAGE}):
            if key := keys.get(_address_in(error["attributes"].get("original_payload"))):
                refused[key] = RowResult(key, Outcome.REFUSED, "profile_refused")
        return refused

    def _profiles(self, path: str, addresses: Sequence[str]) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for some in pieces(addresses, PAGE):
            chosen = ",".join(json.dumps(address, ensure_ascii=False) for address in some)
            query: dict[str, str | int] = {"filter": f"any(email,[{chosen}])", "page[size]": PAGE}
            query["additional-fields[profile]"] = "subscriptions"
            found |= {folded(one["attributes"]["email"]): one for one in self._pages(path, query)}
        return found

    def _pages(self, path: str, query: Mapping[str, str | int]) -> Iterator[dict[str, Any]]:
        answer = document(self.name, self._caller.ask("GET", path, query=query))
        yield from answer["data"]
        while following := (answer.get("links") or {}).get("next"):
            answer = document(self.name, self._caller.ask("GET", following))
            yield from answer["data"]


def _attributes(one: Add) -> dict[str, Any]:
    own = {name: value for name, value in one.fields.items() if name in OWN_FIELDS}
    return {"email": one.address, **own, "properties": {n: v for n, v in one.fields.items() if n not in OWN_FIELDS}}


def _address_in(payload: object) -> str:
    """Find the address in what an import error repeats: attributes, or a profile that has them."""
    while isinstance(payload, dict):
        if "email" in payload:
            return folded(str(payload["email"]))
        payload = payload.get("attributes") or payload.get("data")
    return ""
