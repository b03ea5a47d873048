"""Verify a post as a receiver does that has read the specification of Standard Webhooks and nothing of ours."""

import base64
import hashlib
import hmac

from tests.notifications.hook_server import Post


def verified(post: Post, secret: str) -> bool:
    """Tell whether a post was signed with a secret."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{post.headers['webhook-id']}.{post.headers['webhook-timestamp']}.".encode() + post.body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    version, _, given = post.headers["webhook-signature"].partition(",")
    return version == "v1" and hmac.compare_digest(given, expected)
