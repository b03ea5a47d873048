"""Write the segments as somebody would by hand: shared columns first, then one SELECT per segment.

It reads the checked rows of the seeds and nothing else of the project: no macro, no generated model, no measure plan.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from benchmarks.hand_written.days import day_literal, month_day
from benchmarks.hand_written.measure_sql import Measures
from orchestration.specs.models import Condition, Score, Segment

NEGATIVE = {
    "not_equals": "equals",
    "not_between": "between",
    "not_in": "in",
    "not_contains": "contains",
    "none_of": "any_of",
    "is_not_set": "is_set",
}
COMPARISONS = {
    "equals": "=",
    "greater_than": ">",
    "at_least": ">=",
    "less_than": "<",
    "at_most": "<=",
    "on": "=",
    "before": "<",
    "after": ">",
    "on_or_before": "<=",
    "on_or_after": ">=",
}


def key(value: str) -> str:
    """Write a text in the form texts are compared in, as a literal."""
    return quoted(unicodedata.normalize("NFC", value).strip().lower())


def quoted(value: str) -> str:
    """Write a text as a literal."""
    return "'" + value.replace("'", "''") + "'"


@dataclass
class Writer:
    """Write conditions for one day; what they measure is collected in `measures`."""

    today: date
    measures: Measures = field(init=False)

    def __post_init__(self) -> None:
        """Begin without a measure."""
        self.measures = Measures(self.today)

    def predicate(self, of: Segment | Score) -> str:
        """Write who is in a segment, or who gets the points of a score."""
        return self._group("all", [(row.group, row) for row in of.conditions])

    def _group(self, word: str, rows: Sequence[tuple[tuple[str, ...], Condition]]) -> str:
        parts = [self._condition(row) for path, row in rows if not path]
        steps = dict.fromkeys(path[0] for path, _ in rows if path)
        for step in steps:
            inside = [(path[1:], row) for path, row in rows if path and path[0] == step]
            parts.append(self._group(step.partition("-")[0], inside))
        joined = (" and " if word == "all" else " or ").join(parts)
        return f"not ({joined})" if word == "none" else f"({joined})"

    def _condition(self, row: Condition) -> str:
        positive = NEGATIVE.get(row.operator, row.operator)
        test = f"coalesce({self._positive(row, positive)}, false)"
        return f"not {test}" if positive != row.operator else test

    def _positive(self, row: Condition, operator: str) -> str:
        match row.type.value:
            case "segment":
                tests = [f"customer_no in (select customer_no from segment_{code})" for code in row.values]
                return f"({' or '.join(tests)})"
            case "list":
                return self._list(row, operator)
            case "custom":
                return self._custom(row, operator)
            case kind:
                wants_key = kind == "text" and operator not in ("matches", "is_set")
                return self._compare(self.measures.column(row, as_key=wants_key), kind, row, operator)

    def _custom(self, row: Condition, operator: str) -> str:
        tests = []
        for kind in (one.value for one in row.types):
            form = "key" if kind == "text" and operator not in ("matches", "is_set") else kind
            test = self._compare(self.measures.custom(row.field, form), kind, row, operator)
            tests.append(f"coalesce({test}, false)")
        return f"({' or '.join(tests)})"

    def _list(self, row: Condition, operator: str) -> str:
        if row.field in ("social_networks", "order_channels"):
            column = self.measures.column(row, as_key=True)
            if operator == "is_set":
                return f"len({column}) > 0"
            word = "list_has_all" if operator == "all_of" else "list_has_any"
            return f"{word}({column}, [{', '.join(map(key, row.values))}])"
        members = row.values if operator != "is_set" else (None,)
        tests = [self.measures.bought(row, member) for member in members]
        return f"({(' and ' if operator == 'all_of' else ' or ').join(tests)})"

    def _compare(self, column: str, kind: str, row: Condition, operator: str) -> str:  # noqa: PLR0911 one of each family
        match operator:
            case "is_set":
                return f"{column} is not null"
            case "is_true" | "is_false":
                return column if operator == "is_true" else f"not {column}"
            case "anniversary_between":
                return self._anniversary(column, row)
            case "between":
                ends = (">=", row.low), ("<=", row.high)
                return " and ".join(
                    f"{column} {sign} {self._literal(end, kind)}" for sign, end in ends if end is not None
                )
            case "in":
                return f"{column} in ({', '.join(self._literal(value, kind) for value in row.values)})"
            case "matches":
                return f"regexp_matches({column}, {quoted(row.values[0])})"
            case "contains" | "starts_with" | "ends_with":
                return "(" + " or ".join(f"{operator}({column}, {key(value)})" for value in row.values) + ")"
            case _:
                return f"{column} {COMPARISONS[operator]} {self._literal(row.values[0], kind)}"

    def _literal(self, value: str, kind: str) -> str:
        if kind == "date":
            return day_literal(value, self.today)
        return key(value) if kind == "text" else value

    def _anniversary(self, column: str, row: Condition) -> str:
        low, high = month_day(row.low or "01-01", self.today), month_day(row.high or "12-31", self.today)
        number = f"(month({column}) * 100 + day({column}))"
        if not _is_leap(self.today.year):
            number = f"if({number} = 229, 228, {number})"
        return f"{number} between {low} and {high}" if low <= high else f"({number} >= {low} or {number} <= {high})"


def in_order(segments: Iterable[Segment]) -> list[Segment]:
    """Sort segments so that whoever reads others comes after them."""
    left = {segment.code: segment for segment in segments}
    done: dict[str, Segment] = {}
    while left:
        ready = [one for one in left.values() if all(code in done or code not in left for code in one.reads)]
        for segment in ready:
            done[segment.code] = left.pop(segment.code)
    return list(done.values())


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
