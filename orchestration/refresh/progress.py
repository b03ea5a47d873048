"""How a running refresh tells whoever watches: as values, so that the terminal and Dagster show them their own way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from orchestration.faults import Fault

Kind = Literal["progress", "note", "warning"]


@dataclass(frozen=True)
class Event:
    """Say how far a step is, or one thing worth knowing about it.

    Args:
        step: name of the step.
        kind: `progress` moves the bar, a `note` or `warning` stays on the screen.
        text: one line.
        fraction: done part of the step, 0 to 1.
    """

    step: str
    kind: Kind
    text: str
    fraction: float = 0.0


def warning_of(fault: Fault, step: str) -> Event:
    """Make a warning of a fault that does not stop the step."""
    place = fault.file if fault.line is None else f"{fault.file}:{fault.line}"
    return Event(step, "warning", f"{place}: {fault.message}")


Observe = Callable[[Event], None]


def ignore(_event: Event) -> None:
    """Watch nothing."""
