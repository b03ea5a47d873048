"""A segment's definition as a tree for people and as values for machines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.markup import escape
from rich.tree import Tree

from orchestration.specs import Condition, Segment
from orchestration.specs.groups import GroupPath, connective

WORDS = {"all": "all of", "any": "any of", "none": "none of"}


@dataclass(frozen=True)
class ConditionRow:
    """Hold one row of segment_filters.csv as it is written."""

    group: str
    field: str
    scope: str
    operator: str
    value: str
    reason: str


def condition_rows(segment: Segment) -> list[ConditionRow]:
    """Give the rows of a segment in the order of the seed."""
    return [
        ConditionRow(
            group="/".join(condition.group),
            field=condition.field,
            scope=condition.written_scope,
            operator=condition.operator,
            value=condition.written_value,
            reason=condition.reason,
        )
        for condition in segment.conditions
    ]


def definition_tree(segment: Segment) -> Tree:
    """Draw the conditions in their groups; the top-level groups must all hold."""
    root = Tree("members satisfy all of", guide_style="dim")
    branches: dict[GroupPath, Tree] = {(): root, ("all",): root}
    for condition in segment.conditions:
        _branch(branches, condition.group).add(_line(condition))
    return root


def conditions_in_words(conditions: Iterable[Condition]) -> str:
    """Write conditions on one line."""
    return "; ".join(map(str, conditions))


def _branch(branches: dict[GroupPath, Tree], path: GroupPath) -> Tree:
    if path not in branches:
        branches[path] = _branch(branches, path[:-1]).add(WORDS[connective(path[-1])])
    return branches[path]


def _line(condition: Condition) -> str:
    reason = f"  [dim]{escape(condition.reason)}[/dim]" if condition.reason else ""
    return f"{escape(str(condition))}{reason}"
