"""How plans, applies and destinations are shown: numbers, reasons and ids, never an address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from rich.markup import escape

from orchestration.commands.terminal import counted, instant, messages, new_table, results, whole
from orchestration.delivery.plan import Plan
from orchestration.delivery.progress import Applied
from orchestration.delivery.status import DestinationStatus, ParkedRows


def draw_plan(destination: str, plan: Plan | None) -> None:
    """Show one plan, or that there is nothing to do."""
    if plan is None:
        messages().print(f"{destination}: nothing to do")
        return
    header = plan.header
    table = new_table("to do", "customers", "such as", numbers=("customers",))
    for action in ("add", "update", "remove"):
        number = {"add": header.adds, "update": header.updates, "remove": header.removes}[action]
        table.add_row(action, whole(number), escape(", ".join(header.sample.get(action, ()))))
    title = f"{header.plan_id}: {header.segment_code} to {escape(header.list_name)} at {header.platform}"
    results().print(title, soft_wrap=True)
    results().print(table)
    _draw_reasons("removed because", header.removed_because)
    _draw_reasons("not put on the list because", header.kept_off)
    if header.parked:
        messages().print(f"given up earlier and not tried again: {counted(header.parked, 'row')}")
    for reason in header.blocked:
        messages().print(f"stops for a human: {reason}", soft_wrap=True)
    if header.kind == "plan":
        limits = " --accept-limits" if header.blocked else ""
        messages().print(f"apply it with `segments sync apply {header.plan_id}{limits}`", soft_wrap=True)


def draw_applied(applied: Applied) -> None:
    """Show how an apply ended."""
    header = applied.header
    table = new_table("rows", "ended", numbers=("rows",))
    for outcome, number in applied.outcomes.items():
        table.add_row(whole(number), outcome)
    if applied.waiting:
        table.add_row(whole(applied.waiting), "waiting")
    results().print(f"{header.plan_id}: {applied.state}")
    results().print(table)
    if applied.waiting:
        messages().print(f"go on with `segments sync apply {header.plan_id}`", soft_wrap=True)
    if applied.parked:
        messages().print(f"see why with `segments sync status {header.destination}`", soft_wrap=True)


def draw_status(found: Sequence[DestinationStatus], parked: Sequence[ParkedRows]) -> None:
    """Show what destinations hold."""
    numbers = ("members", "uncertain", "waiting", "parked")
    table = new_table(
        "destination", "platform", "segment", *numbers, "last plan", "state", "last applied", numbers=numbers
    )
    for one in found:
        table.add_row(
            one.destination if one.is_active else f"{one.destination} (inactive)",
            one.platform,
            one.segment_code,
            *(whole(getattr(one, name)) for name in numbers),
            one.last_plan or "–",
            one.state or "–",
            instant(one.finished_at) if one.finished_at else "–",
        )
    results().print(table)
    if parked:
        given_up = new_table("given up", "reason", "rows", numbers=("rows",))
        for row in parked:
            given_up.add_row(row.action, row.reason or "–", whole(row.rows))
        results().print(given_up)


def plain_plan(plan: Plan) -> dict[str, object]:
    """Give a plan as JSON has it."""
    return {**asdict(plan.header), "changes": plan.header.changes, "path": str(plan.path), "checksum": plan.checksum}


def plain_applied(applied: Applied) -> dict[str, object]:
    """Give the end of an apply as JSON has it."""
    return {
        "plan_id": applied.header.plan_id,
        "destination": applied.header.destination,
        "state": applied.state,
        "outcomes": dict(applied.outcomes),
        "waiting": applied.waiting,
    }


def _draw_reasons(title: str, reasons: Mapping[str, int]) -> None:
    if reasons:
        said = ", ".join(f"{reason} {whole(number)}" for reason, number in reasons.items())
        messages().print(f"{title}: {said}", soft_wrap=True)
