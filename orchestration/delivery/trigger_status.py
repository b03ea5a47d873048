"""How far each trigger has come."""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.delivery.outbox import SENT
from orchestration.delivery.store import read_store
from orchestration.project import Project
from orchestration.specs import Specs


@dataclass(frozen=True)
class TriggerStatus:
    """Describe a trigger.

    Args:
        trigger: its name.
        segment_code: the segment.
        event: entered or exited.
        target: what it starts.
        is_active: whether it does.
        told: events it was told of.
        not_told: events that started nothing.
        refresh_id: the refresh up to which everything is settled; None before its first run.
    """

    trigger: str
    segment_code: str
    event: str
    target: str
    is_active: bool
    told: int = 0
    not_told: int = 0
    refresh_id: str | None = None


def trigger_statuses(project: Project, specs: Specs) -> list[TriggerStatus]:
    """Describe every trigger, in the order of the seed."""
    counted: dict[str, tuple[int, int]] = {}
    cursors: dict[str, str] = {}
    with read_store(project) as store:
        if store is not None:
            rows = store.execute(
                f"select trigger, count(*) filter (outcome in {SENT}), count(*) filter (outcome not in {SENT}) "  # noqa: S608
                "from trigger_deliveries group by trigger"
            ).fetchall()
            counted = {name: (told, not_told) for name, told, not_told in rows}
            cursors = dict(store.execute("select trigger, refresh_id from trigger_cursors").fetchall())
    return [
        TriggerStatus(
            one.name,
            one.segment_code,
            one.event,
            one.target,
            one.is_active,
            *counted.get(one.name, (0, 0)),
            cursors.get(one.name),
        )
        for one in specs.triggers
    ]
