"""What the seeds say of triggers: what happens when customers enter or leave a segment."""

from __future__ import annotations

from typing import Literal

from orchestration.specs.destinations import ConsentChannel
from orchestration.specs.value import Value

EventKind = Literal["entered", "exited"]


class Trigger(Value):
    """One row of triggers.csv.

    Args:
        line: physical line of the row.
        name: what commands call it.
        segment_code: the segment somebody enters or leaves.
        event: entered or exited.
        causes: why they did; other causes start nothing.
        every: days after which the same customer may start it again; 0 is always, None never.
        consent_channel: the channel whose consent is asked for and whose address is told; None tells no address.
        target: webhook, or the name of a Dagster job behind `job:`.
        is_active: whether anything is started.
    """

    line: int
    name: str
    segment_code: str
    event: EventKind
    causes: tuple[str, ...]
    every: int | None
    consent_channel: ConsentChannel | None
    target: str
    is_active: bool

    @property
    def job(self) -> str | None:
        """Give the Dagster job it starts; None where it posts to the webhook."""
        return self.target.removeprefix(JOB_TARGET) if self.target.startswith(JOB_TARGET) else None


WEBHOOK_TARGET = "webhook"
JOB_TARGET = "job:"
