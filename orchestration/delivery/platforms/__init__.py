"""Platforms by name: a new one is one module and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from orchestration.delivery.platforms.brevo import Brevo
from orchestration.delivery.platforms.errors import PlatformError
from orchestration.delivery.platforms.files import Files
from orchestration.delivery.platforms.ghost import Ghost
from orchestration.delivery.platforms.klaviyo import Klaviyo
from orchestration.delivery.platforms.mailchimp import Mailchimp
from orchestration.delivery.platforms.protocol import Pace, Platform
from orchestration.delivery.platforms.webhook import Webhook
from orchestration.faults import one_of

PLATFORMS: Mapping[str, Callable[[str, Pace], Platform]] = {
    Mailchimp.name: Mailchimp,
    Klaviyo.name: Klaviyo,
    Brevo.name: Brevo,
    Ghost.name: Ghost,
    Webhook.name: Webhook,
    Files.name: Files,
}


def connect(platform: str, list_name: str, pace: Pace | None = None) -> Platform:
    """Connect to a list, with the credentials the environment has.

    Args:
        platform: its name.
        list_name: the list as the platform's module says to write it.
        pace: how patient to be.
    """
    if platform not in PLATFORMS:
        raise PlatformError(platform, f"there is no such platform; {one_of(tuple(PLATFORMS), platform)}")
    return PLATFORMS[platform](list_name, pace or Pace())
