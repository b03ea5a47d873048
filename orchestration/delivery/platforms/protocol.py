"""What every platform offers, whatever it is called there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Protocol, runtime_checkable

from orchestration.delivery.operations import Operation, RowResult


class Holding(StrEnum):
    """Name what a list holds of an address."""

    MEMBER = "member"
    UNSUBSCRIBED = "unsubscribed"
    """The person left at the platform; nobody puts them back but themselves."""
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold what a platform allows.

    Attributes:
        batch_size: rows in one request.
        requests_per_second: requests that may begin within a second.
        requests_per_minute: requests that may begin within a minute; None where there is no such limit.
        concurrent_requests: requests the platform takes at a time. A connection makes one at a time.
    """

    batch_size: int
    requests_per_second: int
    requests_per_minute: int | None = None
    concurrent_requests: int = 1


@dataclass(frozen=True, slots=True)
class Pace:
    """Hold how patient a connection is, in seconds.

    Attributes:
        timeout: for a request to be answered.
        attempts: times a request is made that fails for a while.
        first_wait: before the second attempt; it doubles after that.
        longest_wait: a platform that asks for more than this gets its rows later, not after a sleep.
        poll_every: between two looks at a job that runs at the platform.
        poll_for: a job that takes longer is looked at again with the next apply.
        limits: in place of the platform's own.
    """

    timeout: float = 30.0
    attempts: int = 5
    first_wait: float = 1.0
    longest_wait: float = 60.0
    poll_every: float = 1.0
    poll_for: float = 300.0
    limits: Limits | None = None


@runtime_checkable
class Platform(Protocol):
    """One list at one platform. The docstring of each module says what its words mean there.

    Attributes:
        name: as destinations name the platform.
        limits: what is kept to.
        partial_failures: how the platform tells which rows of a request failed.
        removal: what Remove does there.
        variables: environment variables that hold the credentials.
    """

    name: ClassVar[str]
    partial_failures: ClassVar[str]
    removal: ClassVar[str]
    variables: ClassVar[tuple[str, ...]]

    @property
    def limits(self) -> Limits:
        """Give what is kept to."""

    def check(self) -> None:
        """Make sure that the credentials are right and the list exists, or raise one PlatformError."""

    def apply(self, operations: Sequence[Operation]) -> tuple[RowResult, ...]:
        """Do the operations and tell of each how it ended, in their order.

        It may be asked again for any of them: an operation done twice is as if done once. Operations for one
        customer are done in their order. Only what no row can be blamed for is raised, as a PlatformError.
        """

    def holds(self, addresses: Sequence[str]) -> Mapping[str, Holding]:
        """Tell what the list holds of these addresses; one that is asked for is always in the answer."""
