"""Send what there is to send about one outcome, and say what became of each message."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orchestration.notifications import mail, webhook
from orchestration.notifications.addresses import unreachable_owners
from orchestration.notifications.environment import Settings
from orchestration.notifications.letters import letters_about
from orchestration.notifications.outcome import Outcome
from orchestration.notifications.retrying import UndeliveredError


@dataclass(frozen=True)
class Delivery:
    """Say what became of one message.

    Args:
        target: the webhook, or whom the letter was for, without an address.
        problem: why it was not taken; None when it was.
    """

    target: str
    problem: str | None = None

    def __str__(self) -> str:
        """Give it as a line."""
        return f"{self.target}: {self.problem}" if self.problem else f"{self.target}: sent"


def deliver(outcome: Outcome, settings: Settings) -> Iterator[Delivery]:
    """Send the letters, then post to the webhook; a server that fails is not asked for each letter anew."""
    dead: str | None = None
    for letter in letters_about(outcome, settings):
        target = f"e-mail to {letter.audience}"
        if dead is not None:
            yield Delivery(target, f"not tried, because {dead}")
            continue
        try:
            mail.send(letter, settings)
        except UndeliveredError as error:
            dead = error.reason if error.is_server else None
            yield Delivery(target, error.reason)
        else:
            yield Delivery(target)
    if settings.notify_webhook is not None and (settings.tells_of(outcome.kind) or outcome.is_test):
        try:
            webhook.post(outcome, settings)
        except UndeliveredError as error:
            yield Delivery("webhook", error.reason)
        else:
            yield Delivery("webhook")


def unreachable(outcome: Outcome, settings: Settings) -> tuple[str, ...]:
    """Give the owners a letter would be for if somebody knew their address; none where no mail is sent."""
    return unreachable_owners(outcome.segments, settings.owner_addresses) if settings.smtp_host else ()
