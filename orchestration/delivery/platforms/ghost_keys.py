"""Sign tokens with the Admin API key of a Ghost integration."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from hmac import digest
from json import dumps

from pydantic import SecretStr

from orchestration.delivery.platforms.errors import PlatformError

TOKEN_SECONDS = 300
"""The longest a token may be good for."""


@dataclass(frozen=True, slots=True)
class AdminKey:
    """Hold the two halves of a key."""

    identity: str
    secret: bytes = field(repr=False)


def read_admin_key(platform: str, key: SecretStr, variable: str) -> AdminKey:
    """Take `id:secret` apart; a key that is none is told by the variable it is in."""
    identity, _, secret = key.get_secret_value().partition(":")
    if not identity or not secret or set(secret.lower()) - set("0123456789abcdef") or len(secret) % 2:
        raise PlatformError(platform, f"{variable} is not id:secret")
    return AdminKey(identity, bytes.fromhex(secret))


def admin_headers(key: AdminKey) -> Mapping[str, str]:
    """Sign a token that begins now."""
    now = int(datetime.now(UTC).timestamp())
    head = {"alg": "HS256", "typ": "JWT", "kid": key.identity}
    claims = {"iat": now, "exp": now + TOKEN_SECONDS, "aud": "/admin/"}
    signed = b".".join(urlsafe_b64encode(dumps(part).encode()).rstrip(b"=") for part in (head, claims))
    signature = urlsafe_b64encode(digest(key.secret, signed, sha256)).rstrip(b"=")
    return {"authorization": f"Ghost {(signed + b'.' + signature).decode()}", "accept-version": "v6.0"}
