"""Who may ask for what: keys, each with a name, a scope and only its hash kept."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

# Bearer tokens of RFC 6750, long enough that guessing is hopeless and a plain hash of them is safe to keep.
SHORTEST_KEY = 32
LONGEST_KEY = 256
KEY_PATTERN = rf"[A-Za-z0-9._~+/=-]{{{SHORTEST_KEY},{LONGEST_KEY}}}"


class Scope(StrEnum):
    """Name what a key may read; each scope includes those before it."""

    sizes = "sizes"
    members = "members"
    personal = "personal"

    def includes(self, other: Scope) -> bool:
        """Tell whether who has this scope has the other."""
        scopes = list(Scope)
        return scopes.index(other) <= scopes.index(self)


@dataclass(frozen=True)
class ApiKey:
    """Hold a key without the key.

    Args:
        name: whose it is, for the log.
        scope: what it may read.
        digest: sha256 of the key, in hexadecimal.
    """

    name: str
    scope: Scope
    digest: str


class KeyRing:
    """Find the key that was presented."""

    def __init__(self, keys: Iterable[ApiKey]) -> None:
        """Keep the keys."""
        self._keys = tuple(keys)

    def find(self, presented: str) -> ApiKey | None:
        """Give the key with this text; every one is compared, each in constant time."""
        digest = digest_of(presented)
        found = [key for key in self._keys if hmac.compare_digest(key.digest, digest)]
        return found[0] if found else None


def digest_of(key: str) -> str:
    """Give what a key is known by."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
