"""Say how a number, a day or a text is compared.

A negative operator is the exact opposite of its positive one, so it is said as `not` and what the positive one says.
"""

from __future__ import annotations

from orchestration.specs.catalogue import FieldType
from orchestration.specs.models import Condition
from orchestration.specs.words_values import on_day, said_day, said_number, said_numbers, said_texts

POSITIVES = {
    "not_equals": "equals",
    "not_in": "in",
    "not_between": "between",
    "not_contains": "contains",
}

_VERBS = {
    "contains": ("contains", "does not contain"),
    "starts_with": ("starts with", ""),
    "ends_with": ("ends with", ""),
    "matches": ("matches the pattern", ""),
}

_NUMBERS = {
    "equals": "exactly",
    "in": "exactly",
    "greater_than": "more than",
    "less_than": "{fewer} than",
    "at_least": "at least",
    "at_most": "at most",
}

_DAYS = {
    "on": "{on_day}",
    "before": "before {day}",
    "after": "after {day}",
    "on_or_before": "{on_day} or earlier",
    "on_or_after": "{on_day} or later",
}

# Of a day that is so long ago: more than 3 months ago, not before 3 months ago.
_PAST_DAYS = {"before": "more than {day}", "after": "less than {day}"}


def comparison_words(condition: Condition, verb: str) -> str:
    """Say the part of a clause from its verb on, such as `is not "Москва"`."""
    operator = POSITIVES.get(condition.operator, condition.operator)
    is_negative = operator != condition.operator
    if operator in _VERBS:
        return f"{_VERBS[operator][is_negative]} {said_texts(condition.values)}"
    return f"{verb}{' not' if is_negative else ''} {_compared(condition, operator)}"


def number_words(operator: str, condition: Condition, fewer: str = "less") -> str:
    """Say what a number is to be, by a positive operator."""
    low, high = condition.low, condition.high
    if operator == "between" and low is not None and high is not None:
        return f"between {said_number(low)} and {said_number(high)}"
    if operator == "between":
        operator = "at_most" if low is None else "at_least"
    values = condition.values or tuple(end for end in (low, high) if end is not None)
    return f"{_NUMBERS[operator].format(fewer=fewer)} {said_numbers(values)}"


def _compared(condition: Condition, operator: str) -> str:
    kinds = condition.types or (condition.type,)
    if FieldType.TEXT in kinds:
        return said_texts(condition.values)
    if FieldType.NUMBER in kinds:
        return number_words(operator, condition)
    if operator == "anniversary_between":
        return _range_words(condition.low or "01-01", condition.high or "12-31")
    return _day_words(operator, condition)


def _day_words(operator: str, condition: Condition) -> str:
    low, high = condition.low, condition.high
    if operator == "between" and low is not None and high is not None:
        return _range_words(low, high)
    if operator == "between":
        operator = "on_or_before" if low is None else "on_or_after"
    day = next(iter(condition.values), low or high or "")
    is_past = day.startswith("-") and said_day(day) != "today"
    template = _PAST_DAYS.get(operator) if is_past else None
    return (template or _DAYS[operator]).format(day=said_day(day), on_day=on_day(day))


def _range_words(low: str, high: str) -> str:
    return on_day(low) if low == high else f"from {said_day(low)} to {said_day(high)}"
