"""Whether one condition, or a whole tree of groups, holds for one customer."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

from tests.reference.customers import Customer
from tests.reference.days import has_anniversary, is_day, resolved
from tests.reference.fields import Fields, Value
from tests.reference.settings import Settings
from tests.reference.spelling import Scope, ends, path, values
from tests.reference.values import key

COMPLEMENTS = {
    "not_equals": "equals",
    "not_in": "in",
    "not_between": "between",
    "not_contains": "contains",
    "none_of": "any_of",
    "is_not_set": "is_set",
}
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)
Comparable = Fraction | int  # numbers, and days as ordinals
COMPARISONS: dict[str, Callable[[Comparable, Comparable], bool]] = {
    **dict.fromkeys(("equals", "on", "in"), lambda own, other: own == other),
    **dict.fromkeys(("greater_than", "after"), lambda own, other: own > other),
    **dict.fromkeys(("at_least", "on_or_after"), lambda own, other: own >= other),
    **dict.fromkeys(("less_than", "before"), lambda own, other: own < other),
    **dict.fromkeys(("at_most", "on_or_before"), lambda own, other: own <= other),
}
TEXT_TESTS: dict[str, Callable[[str, str], bool]] = {
    "equals": lambda own, other: own == other,
    "in": lambda own, other: own == other,
    "contains": lambda own, other: other in own,
    "starts_with": str.startswith,
    "ends_with": str.endswith,
}


LEGAL = {
    "number": {*COMPARISONS, "between"} - {"on", "after", "before", "on_or_after", "on_or_before"},
    "date": {"on", "after", "before", "on_or_after", "on_or_before", "between", "anniversary_between"},
    "text": {*TEXT_TESTS, "matches"},
    "boolean": {"is_true", "is_false"},
}


def is_legal(kind: str, operator: str, written: str) -> bool:
    """Tell whether an operator and its value can be asked of a type."""
    if operator not in LEGAL[kind]:
        return False
    parts = ends(written) if operator.endswith("between") else values(written)
    if kind == "number":
        return all(_NUMBER.fullmatch(part.strip()) for part in parts if part)
    return kind != "date" or all(is_day(part) for part in parts if part)


@dataclass(frozen=True)
class Condition:
    """Hold one row of the filters."""

    field: str
    scope: Scope
    operator: str
    value: str


@dataclass
class Group:
    """Hold conditions and sub-groups under one connective."""

    connective: str
    members: list["Condition | Group"] = field(default_factory=list)
    groups: dict[str, "Group"] = field(default_factory=dict)

    @classmethod
    def grow(cls, rows: list[dict[str, str]]) -> "Group":
        """Make the tree of one segment's rows; top-level groups are joined by AND."""
        root = cls("all")
        for row in rows:
            group = root
            for part in path(row.get("group") or ""):
                if part not in group.groups:
                    group.groups[part] = cls(part.partition("-")[0])
                    group.members.append(group.groups[part])
                group = group.groups[part]
            scope = Scope.parse(row.get("scope") or "")
            group.members.append(Condition(row["field"], scope, row["operator"], row.get("value") or ""))
        return root


class Judge:
    """Decide conditions and trees for customers at one instant."""

    def __init__(self, fields: Fields, settings: Settings, is_member: Callable[[str, Customer], bool]) -> None:
        self._fields = fields
        self._settings = settings
        self._is_member = is_member

    def holds(self, node: Condition | Group, customer: Customer) -> bool:
        """Tell whether a condition or a group is true; it is never unknown."""
        if isinstance(node, Condition):
            return self._condition_holds(node, customer)
        found = [self.holds(member, customer) for member in node.members]
        if node.connective == "all":
            return all(found)
        return any(found) is (node.connective == "any")

    def _condition_holds(self, condition: Condition, customer: Customer) -> bool:
        operator = condition.operator
        if operator in COMPLEMENTS:
            positive = Condition(condition.field, condition.scope, COMPLEMENTS[operator], condition.value)
            return not self._condition_holds(positive, customer)
        if condition.field == "segment":
            return any(self._is_member(code.strip(), customer) for code in values(condition.value))
        if operator in ("any_of", "all_of"):
            listed = (
                self._fields.is_listed(condition.field, customer, condition.scope, written)
                for written in values(condition.value)
            )
            return any(listed) if operator == "any_of" else all(listed)
        own = self._fields.measure(condition.field, customer, condition.scope)
        if operator == "is_set":
            return own not in (None, ())
        # A custom field may have another type than its condition was written for.
        kind = self._fields.types.get(condition.field, "text")
        return own is not None and is_legal(kind, operator, condition.value) and self._value_holds(condition, own)

    def _value_holds(self, condition: Condition, own: Value) -> bool:
        kind, operator, written = self._fields.types[condition.field], condition.operator, condition.value
        if kind == "boolean":
            return own is (operator == "is_true")
        if kind == "text":
            return _text_holds(operator, str(own), written)
        if operator == "anniversary_between":
            return has_anniversary(own, *ends(written), self._settings.today)  # type: ignore[arg-type]
        measured = self._comparable(kind, own)
        if operator == "between":
            low, high = (self._read(kind, end) if end else measured for end in ends(written))
            return low <= measured <= high
        return any(COMPARISONS[operator](measured, self._read(kind, value)) for value in values(written))

    def _read(self, kind: str, written: str) -> Comparable:
        return Fraction(written.strip()) if kind == "number" else resolved(written, self._settings.today).toordinal()

    @staticmethod
    def _comparable(kind: str, own: Value) -> Comparable:
        return own if kind == "number" else own.toordinal()  # type: ignore[union-attr,return-value]


def _text_holds(operator: str, own: str, written: str) -> bool:
    if operator == "matches":
        return re.search(written, own) is not None
    return any(TEXT_TESTS[operator](key(own), key(value)) for value in values(written))
