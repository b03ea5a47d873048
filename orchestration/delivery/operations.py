"""What is asked of a platform for one contact on one list, and what it answered.

Neither shows an address in its repr: these values are logged and raised, and the address of a person is not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

FieldValue = str | int | float | bool | None


class Outcome(StrEnum):
    """Name how one operation ended."""

    DONE = "done"
    UNCHANGED = "unchanged"
    """It was so already."""
    GONE = "gone"
    """A removal of somebody the list does not hold, or the platform has forgotten: a success."""
    UNSUBSCRIBED = "unsubscribed"
    """The person left at the platform, and was not brought back."""
    RETRY = "retry"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Consent:
    """Hold whether a person agreed to be written to, and how that is known."""

    is_given: bool
    given_at: datetime | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """Hold what is asked for one contact; use Add, Update or Remove.

    Attributes:
        key: the same key is the same operation, however often it is sent.
        customer_id: the shop's customer.
        address: e-mail address, or phone number where the platform takes one.
    """

    key: str
    customer_id: str
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Add(Operation):
    """Put a contact on the list with these fields; without consent it is refused."""

    consent: Consent
    fields: Mapping[str, FieldValue] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Update(Add):
    """Set fields of a contact that is on the list; one that is missing there is put there again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove(Operation):
    """Take a contact off this list, and off nothing else."""


@dataclass(frozen=True, slots=True)
class RowResult:
    """Hold how one operation ended.

    Attributes:
        key: the operation's.
        outcome: how it ended.
        reason: a short code for refused and retry, never text of the platform, which may repeat an address.
        wait_seconds: how long to leave a retry alone.
    """

    key: str
    outcome: Outcome
    reason: str | None = None
    wait_seconds: float = 0.0

    @property
    def is_settled(self) -> bool:
        """Tell whether asking again is of no use."""
        return self.outcome is not Outcome.RETRY
