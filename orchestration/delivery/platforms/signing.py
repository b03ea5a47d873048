"""Sign messages as Standard Webhooks has it."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import SecretStr
from standardwebhooks.webhooks import Webhook as Signer

from orchestration.delivery.platforms.errors import PlatformError


def signer_of(platform: str, secret: SecretStr, variable: str) -> Signer:
    """Take a secret for signing; one that is none is told by the variable it is in."""
    try:
        return Signer(secret.get_secret_value())
    except ValueError:
        pass
    raise PlatformError(platform, f"{variable} is not whsec_ and base64")


def signed_headers(signer: Signer, name: str, body: bytes) -> dict[str, str]:
    """Sign a message; the moment it is made is part of it, so that an old one is not taken for new."""
    now = datetime.now(UTC)
    return {
        "webhook-id": name,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signer.sign(name, now, body.decode()),
    }
