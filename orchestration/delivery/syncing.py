"""Bring a destination up to date, as a schedule does: plan, and apply where the seeds say so and limits allow it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from orchestration.delivery.applying import ApplyChoices, apply_plan
from orchestration.delivery.plan import Plan
from orchestration.delivery.planning import find_destination, make_plan
from orchestration.delivery.progress import Applied, Watch
from orchestration.delivery.status import DestinationStatus, statuses
from orchestration.project import Project
from orchestration.specs import Specs


@dataclass(frozen=True)
class Synced:
    """Say what was done for a destination.

    Args:
        plan: what has to be done; None where the list is right.
        applied: how that ended; None where it was not begun.
        status: what the list holds now.
    """

    plan: Plan | None
    applied: Applied | None
    status: DestinationStatus


def sync(project: Project, specs: Specs, name: str, now: datetime, watch: Watch) -> Synced:
    """Plan a destination; apply the plan where `auto_apply` is set and no limit is exceeded.

    Args:
        project: whose publication and store.
        specs: what the seeds say.
        name: the destination.
        now: when, UTC.
        watch: is told of each batch.
    """
    destination, _ = find_destination(specs, name)
    plan = make_plan(project, specs, name, now)
    may_apply = plan is not None and destination.auto_apply and not plan.header.blocked
    applied = apply_plan(project, specs, plan.path, ApplyChoices(now, watch)) if plan and may_apply else None
    return Synced(plan, applied, statuses(project, specs, name)[0])
