"""An explanation as a tree on the terminal: every condition with what it found, and how far off that is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from rich.markup import escape
from rich.tree import Tree

from orchestration.commands.terminal import instant
from orchestration.explanations.answer import Explanation
from orchestration.explanations.history import Stay
from orchestration.explanations.query import Verdict

FAILURES = {"all of": "not all of these hold", "any of": "none of these holds", "none of": "one of these holds"}
LIST_OPERATORS = frozenset({"any_of", "all_of", "none_of"})
MARKS = {True: "[green]✓[/green]", False: "[red]✗[/red]"}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def membership_lines(explained: Explanation) -> list[str]:
    """Say whether the customer is a member, since when and why, and was before."""
    lasting = next((stay for stay in explained.stays if stay.covers(explained.as_of)), None)
    if lasting:
        first = f"is a member since {instant(lasting.entered_at)} (entered by {lasting.entered_cause})"
    elif explained.is_member is None:
        first = "would be a member" if explained.holds else "would not be a member"
    else:
        first = "is not a member"
    return [first, *(_past(stay) for stay in explained.stays if stay is not lasting)]


def explanation_tree(explained: Explanation) -> Tree:
    """Draw the definition in its groups, and under a condition on segments those segments."""
    whole, *rest = explained.verdicts
    root = Tree(_group_line(whole), guide_style="dim")
    branches = {"": root, "all": root}
    for verdict in rest:
        if verdict.field is None:
            branches[verdict.group] = _parent(branches, verdict.group).add(_group_line(verdict))
            continue
        branch = branches[verdict.group].add(condition_line(verdict))
        if verdict.field == "segment":
            _add_segments(branch, verdict, explained.segments)
    return root


def condition_line(verdict: Verdict) -> str:
    """Say what a condition asks, what it found, and how far off that is; of a group, why it fails."""
    if verdict.field is None:
        return f"{MARKS[verdict.holds]} {verdict.group}" + (
            "" if verdict.holds else f" – {FAILURES[verdict.condition]}"
        )
    asked = f"{MARKS[verdict.holds]} {escape(verdict.condition)}"
    if verdict.threshold and _DATE.search(verdict.threshold) and verdict.threshold not in verdict.condition:
        asked += f" [dim]({verdict.threshold})[/dim]"
    return " – ".join(part for part in (asked, finding(verdict)) if part)


def finding(verdict: Verdict) -> str:
    """Say what was found at the customer, and how far it is from the threshold."""
    if verdict.field == "segment":
        return f"is in {escape(verdict.found)}" if verdict.found else "is in none of these"
    actual = "" if verdict.actual is None else escape(_shown(verdict.actual, is_number=verdict.distance is not None))
    if verdict.operator in LIST_OPERATORS:
        has = f"has {escape(verdict.found)}" if verdict.found else "has none of these"
        more = actual if verdict.actual != verdict.found else ""
        return f"{has}; all there is: {more}" if more else has
    if not actual:
        is_complement = verdict.holds and str(verdict.operator).startswith("not_")
        return "nothing there, which counts as different" if is_complement else "nothing there"
    return f"is {actual}{_how_far(verdict)}"


def blocking(explained: Explanation) -> list[Verdict]:
    """Give what keeps a customer out: conditions and groups of the first level that do not hold."""
    return [
        verdict
        for verdict in explained.verdicts[1:]
        if not verdict.holds and (verdict.group == "all" if verdict.field else _level(verdict.group) == 1)
    ]


def _past(stay: Stay) -> str:
    until = f"{instant(stay.exited_at)} (left by {stay.exited_cause})" if stay.exited_at else "now"
    return f"was a member from {instant(stay.entered_at)} (entered by {stay.entered_cause}) until {until}"


def _add_segments(branch: Tree, verdict: Verdict, segments: Iterable[Explanation]) -> None:
    named = (verdict.threshold or "").split("|")
    for read in segments:
        if read.code in (name.strip() for name in named) and read.verdicts:
            title = f"[bold]{escape(read.name)}[/bold] ({read.code}) {membership_lines(read)[0]}"
            branch.add(title).add(explanation_tree(read))


def _parent(branches: dict[str, Tree], group: str) -> Tree:
    return branches[group.rpartition("/")[0]]


def _level(group: str) -> int:
    return len(group.removeprefix("all/").split("/"))


def _group_line(verdict: Verdict) -> str:
    return f"{MARKS[verdict.holds]} {verdict.condition}"


def _how_far(verdict: Verdict) -> str:
    if verdict.distance is None:
        return ""
    amount = _shown(f"{verdict.distance.normalize():f}", is_number=True)
    if _DATE.fullmatch(verdict.actual or ""):
        amount += " day" if verdict.distance == 1 else " days"
    if verdict.holds:
        return f", {amount} to spare" if verdict.distance else ""
    return f", misses by {amount}" if verdict.distance else ", at the threshold itself"


def _shown(value: str, *, is_number: bool) -> str:
    if not is_number or _DATE.fullmatch(value):
        return value
    return f"{Decimal(value):,}".replace(",", " ")
