"""What the environment says about the API: the keys, and how many requests each may make. No key is ever repeated."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from orchestration.api.keys import KEY_PATTERN, SHORTEST_KEY, ApiKey, Scope, digest_of
from orchestration.faults import UserError, closest, one_of, quoted

KEYS = "SEGMENTS_API_KEYS"
REQUESTS_PER_MINUTE = "SEGMENTS_API_REQUESTS_PER_MINUTE"
DEFAULT_REQUESTS_PER_MINUTE = 600

_MAKE_A_KEY = f"export {KEYS}=\"me:members:$(python3 -c 'import secrets; print(secrets.token_urlsafe(32))')\""

# Shorter than any key: a key that stands in the wrong place is never taken for a name, and logged.
_NAME = re.compile(rf"[a-z0-9][a-z0-9_-]{{0,{SHORTEST_KEY - 2}}}")
_KEY = re.compile(KEY_PATTERN)
_HASH = re.compile(r"sha256=([0-9a-f]{64})")


class ApiKeysError(UserError):
    """Refuse keys that cannot be used; says which one by its place and name, never what it is."""

    def __init__(self, place: int | None, reason: str) -> None:
        """Keep the place of the entry, counted from 1; None where all are meant."""
        self.place = place
        self.reason = reason
        super().__init__(f"{KEYS}: {reason}" if place is None else f"{KEYS}: entry {place}: {reason}")


class RateSettingError(UserError):
    """Refuse a number of requests that is none."""

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self.text = text
        super().__init__(f"{REQUESTS_PER_MINUTE}: {quoted(text)} is not a whole number of requests above 0")


@dataclass(frozen=True)
class Settings:
    """Hold the settings.

    Args:
        keys: who may ask.
        requests_per_minute: how often each of them may.
    """

    keys: tuple[ApiKey, ...]
    requests_per_minute: int = DEFAULT_REQUESTS_PER_MINUTE


def read_settings() -> Settings:
    """Read the environment."""
    return Settings(_read_keys(os.environ.get(KEYS, "")), _read_rate(os.environ.get(REQUESTS_PER_MINUTE, "").strip()))


def _read_keys(text: str) -> tuple[ApiKey, ...]:
    entries = [entry.strip() for entry in text.split(";") if entry.strip()]
    if not entries:
        reason = (
            f"no key is set, so nobody could ask; write name:scope:key;..., scopes: {', '.join(Scope)}. "
            f"To make one: {_MAKE_A_KEY}"
        )
        raise ApiKeysError(None, reason)
    keys = [_read_key(place, entry) for place, entry in enumerate(entries, 1)]
    _refuse_repeated("name", [key.name for key in keys])
    _refuse_repeated("key", [key.digest for key in keys])
    return tuple(keys)


def _read_key(place: int, entry: str) -> ApiKey:
    parts = entry.split(":", 2)
    if len(parts) != 3:
        raise ApiKeysError(place, "write it as name:scope:key")
    name, scope, key = (part.strip() for part in parts)
    # What stands in the wrong place may be the key: neither name nor scope is repeated before it is known to be one.
    if not _NAME.fullmatch(name):
        raise ApiKeysError(place, f"the name is up to {SHORTEST_KEY - 1} of a-z, 0-9, _ and -")
    if scope not in set(Scope):
        meant = closest(scope, Scope)
        raise ApiKeysError(place, f"the scope is none; {one_of(tuple(Scope), meant or '')}")
    if hashed := _HASH.fullmatch(key):
        return ApiKey(name, Scope(scope), hashed[1])
    if not _KEY.fullmatch(key):
        raise ApiKeysError(
            place,
            f"the key has at least {SHORTEST_KEY} characters of A-Z, a-z, 0-9 and ._~+/=-, "
            "or is written sha256= and the 64 digits of its hash",
        )
    return ApiKey(name, Scope(scope), digest_of(key))


def _refuse_repeated(what: str, values: Sequence[str]) -> None:
    for value, times in Counter(values).items():
        if times > 1:
            raise ApiKeysError(values.index(value) + 1, f"{times} entries have this {what}; give each its own")


def _read_rate(text: str) -> int:
    if not text:
        return DEFAULT_REQUESTS_PER_MINUTE
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise RateSettingError(text)
    return int(text)
