"""What a plan may do to a list without a human."""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.delivery.plan import PlanHeader
from orchestration.specs import Destination


def blocked_because(header: PlanHeader, destination: Destination) -> Iterator[str]:
    """Say which limits a plan goes beyond."""
    leaving = header.removes - header.removed_because.get("address_changed", 0)
    if header.held and leaving > destination.max_shrink * header.held:
        yield f"{leaving} of {header.held} members would leave, more than max_shrink {destination.max_shrink:f} allows"
    size = header.held - header.removes + header.adds
    if destination.max_rows is not None and size > destination.max_rows:
        yield f"the list would have {size} members, more than max_rows {destination.max_rows} allows"
