"""The condition tree of a segment, as the literal the macros read.

The tree is in normal form: what means the same is written the same. Members of a group are sorted and without repeats,
a group inside a group of its own kind is spliced into it, and a group of one is its member. So reordering rows neither
changes a generated file nor makes members look as if the definition had changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from orchestration.specs.catalogue import FieldType
from orchestration.specs.groups import GroupPath, connective
from orchestration.specs.measures import digest, known_field, measures_of
from orchestration.specs.models import Condition, Score, Segment

Node = dict[str, object]

HASH_LENGTH = 16


@dataclass(frozen=True)
class TopGroup:
    """Hold one of the groups a segment's members must all satisfy.

    Args:
        label: the first step of the path, such as `all` or `any-1`.
        root: the tree of this group alone, shaped like a segment's.
        conditions: its rows, in the order of the seed.
    """

    label: str
    root: Node
    conditions: tuple[Condition, ...]


def segment_tree(segment: Segment | Score) -> Node:
    """Give the tree of a segment or a score; the root is always an `all`."""
    return _root(segment.conditions)


def top_groups(segment: Segment) -> tuple[TopGroup, ...]:
    """Give the top-level groups of a segment in the order of the seed, for a preview of each."""
    by_label: dict[str, list[Condition]] = {}
    for condition in segment.conditions:
        by_label.setdefault(condition.group[0], []).append(condition)
    return tuple(TopGroup(label, _root(rows), tuple(rows)) for label, rows in by_label.items())


def definition_hash(segment: Segment) -> str:
    """Give a fingerprint of who belongs: kind and tree, not names, reasons or the suffixes of groups."""
    return digest({"kind": segment.kind, "root": segment_tree(segment)})[:HASH_LENGTH]


def condition_node(condition: Condition) -> Node:
    """Give one condition as a leaf of the tree."""
    node: Node = {"field": condition.field, "type": condition.type.value}
    measures = measures_of(condition)
    if known_field(condition.field).entity and condition.values:
        return node | {"operator": condition.operator, "columns": [measure.column for measure in measures]}
    if measures:
        node["column"] = measures[0].column
    elif condition.type is not FieldType.SEGMENT:
        node["column"] = condition.field
    node["operator"] = condition.operator
    if condition.types:
        node["types"] = [field_type.value for field_type in condition.types]
    if condition.values:
        node["values"] = _in_order(condition)
    ends = {"low": condition.low, "high": condition.high}
    return node | {name: end for name, end in ends.items() if end is not None}


def _in_order(condition: Condition) -> list[str]:
    distinct = set(condition.values)
    return sorted(distinct, key=Decimal) if condition.type is FieldType.NUMBER else sorted(distinct)


def _root(conditions: Iterable[Condition]) -> Node:
    members = _members(tuple((condition.group, condition) for condition in conditions))
    return {"all": _normal("all", members)}


def _members(rows: tuple[tuple[GroupPath, Condition], ...]) -> list[Node]:
    """Build the members of a group from its rows, each with the rest of its path."""
    members: list[Node] = []
    groups: dict[str, list[tuple[GroupPath, Condition]]] = {}
    for path, condition in rows:
        if path:
            groups.setdefault(path[0], []).append((path[1:], condition))
        else:
            members.append(condition_node(condition))
    members.extend(_group(connective(step), _members(tuple(inside))) for step, inside in groups.items())
    return members


def _group(word: str, members: list[Node]) -> Node:
    members = _normal(word, members)
    return members[0] if len(members) == 1 and word != "none" else {word: members}


def _normal(word: str, members: list[Node]) -> list[Node]:
    """Splice groups of the same kind, drop repeats, sort. `none` of an `any` is `none` of the any's members."""
    spliced = "any" if word == "none" else word
    flat: list[Node] = []
    for member in members:
        inner = member.get(spliced)
        flat.extend(inner if isinstance(inner, list) else [member])
    distinct = {json.dumps(member, sort_keys=True, ensure_ascii=False): member for member in flat}
    return [distinct[text] for text in sorted(distinct)]
