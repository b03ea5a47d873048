"""How a refresh ended, as a value that has no place for anything about a single customer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from orchestration.contracts import ContractResult

Status = Literal["succeeded", "failed"]
Kind = Literal["success", "warning", "failure"]


@dataclass(frozen=True)
class SegmentChange:
    """Say what one refresh did to one segment.

    Args:
        code: the segment.
        name: its name for people.
        owner: who answers for it, as the seed says; empty when nobody does.
        members: customers in it now.
        entered: customers the refresh added.
        exited: customers the refresh removed.
    """

    code: str
    name: str
    owner: str
    members: int
    entered: int
    exited: int

    @property
    def is_changed(self) -> bool:
        """Tell whether anybody entered or left."""
        return self.entered > 0 or self.exited > 0


@dataclass(frozen=True)
class Failure:
    """Say what stopped a refresh without repeating what the warehouse said, which may hold values of customers.

    Args:
        step: the step that was stopped; None where no step had begun, or the fault is the program's own.
        reason: the class of the failure in words.
        places: names of models, tests and files, each with a line, a count or a class of error where there is one.
        more: places beyond those that are listed.
    """

    step: str | None
    reason: str
    places: tuple[str, ...]
    more: int


@dataclass(frozen=True)
class Outcome:
    """Say how one refresh ended.

    Args:
        message_id: the same for every attempt to tell of this outcome, another for every other.
        project: dbt's name of the project.
        refresh_id: the refresh.
        as_of: the instant it stands at, UTC.
        ended_at: when it ended, UTC.
        seconds: how long it took.
        status: whether it was published.
        is_full: whether everything was recomputed, or was to be.
        published_as_of: the instant readers see now, UTC; None when nothing was ever published.
        rejected: rows of the shop that could not be used as they are; None when that was not counted.
        segments: every segment; of a failed refresh the numbers of the last published one, with no change.
        contracts: the promises that do not hold.
        failure: what stopped it, where something did.
        is_test: whether it is made up to try the settings.
    """

    message_id: str
    project: str
    refresh_id: str
    as_of: datetime
    ended_at: datetime
    seconds: float
    status: Status
    is_full: bool
    published_as_of: datetime | None
    rejected: int | None
    segments: tuple[SegmentChange, ...]
    contracts: tuple[ContractResult, ...]
    failure: Failure | None = None
    is_test: bool = False

    @property
    def kind(self) -> Kind:
        """Tell what SEGMENTS_NOTIFY_ON calls it."""
        if self.status == "failed":
            return "failure"
        return "warning" if self.contracts else "success"

    @property
    def changed(self) -> tuple[SegmentChange, ...]:
        """Give the segments somebody entered or left, those with the most change first."""
        changed = [segment for segment in self.segments if segment.is_changed]
        return tuple(sorted(changed, key=lambda segment: (-(segment.entered + segment.exited), segment.code)))

    @property
    def entered(self) -> int:
        """Count the entries of all segments."""
        return sum(segment.entered for segment in self.segments)

    @property
    def exited(self) -> int:
        """Count the exits of all segments."""
        return sum(segment.exited for segment in self.segments)

    def only(self, codes: Iterable[str]) -> Outcome:
        """Give what concerns some segments only, without the shop's rows; what stopped the refresh concerns all."""
        kept = frozenset(codes)
        return replace(
            self,
            rejected=None,
            segments=tuple(segment for segment in self.segments if segment.code in kept),
            contracts=tuple(contract for contract in self.contracts if contract.segment_code in kept),
        )
