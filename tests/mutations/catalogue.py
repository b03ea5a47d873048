"""Every way the language macros are broken on purpose: each operator's comparison and its rule for missing values."""

from collections.abc import Iterator
from dataclasses import dataclass

LANGUAGE = "macros/segment_language"
CONDITION = f"{LANGUAGE}/condition.sql"

# Operators by the macro that writes their comparison: what it says, and what it is made to say.
COMPARISONS: dict[str, dict[str, tuple[str, str]]] = {
    "number": {
        "equals": ("'equals': '='", "'equals': '!='"),
        "greater_than": ("'greater_than': '>'", "'greater_than': '>='"),
        "at_least": ("'at_least': '>='", "'at_least': '>'"),
        "less_than": ("'less_than': '<'", "'less_than': '<='"),
        "at_most": ("'at_most': '<='", "'at_most': '<'"),
        "in": ("{{ node.column }} in (", "{{ node.column }} not in ("),
        "is_set": ("is not null", "is null"),
    },
    "date": {
        "on": ("'on': '='", "'on': '!='"),
        "before": ("'before': '<'", "'before': '<='"),
        "after": ("'after': '>'", "'after': '>='"),
        "on_or_before": ("'on_or_before': '<='", "'on_or_before': '<'"),
        "on_or_after": ("'on_or_after': '>='", "'on_or_after': '>'"),
        "is_set": ("is not null", "is null"),
    },
    "text": {
        "equals and in": ("{{ node.column }} in (", "{{ node.column }} not in ("),
        "contains": (" in ' ~ node.column ~ ') > 0'", " in ' ~ node.column ~ ') > 1'"),
        "starts_with": ("'starts_with': 'left('", "'starts_with': 'right('"),
        "ends_with": ("'ends_with': 'right('", "'ends_with': 'left('"),
        "matches": ("{{ customer_segments.matches_pattern", "not {{ customer_segments.matches_pattern"),
        "several values": ("tests | join(' or ')", "tests | join(' and ')"),
        "is_set": ("is not null", "is null"),
    },
    "list": {
        "all_of": ("' and ' if operator == 'all_of'", "' or ' if operator == 'all_of'"),
        "any_of": ("else ' or ')", "else ' and ')"),
        "is_set": ("~ ' > 0'", "~ ' >= 0'"),
    },
    "boolean": {
        "is_true": ("'true' if operator == 'is_true' else 'false'", "'false'"),
        "is_false": ("'true' if operator == 'is_true' else 'false'", "'true'"),
        "is_set": ("is not null", "is null"),
    },
    "segment": {
        "in": ("'customer_id in (select", "'customer_id not in (select"),
        "several segments": ("tests | join(' or ')", "tests | join(' and ')"),
    },
    "custom": {"types": ("tests | join(' or ')", "tests | join(' and ')")},
}
BETWEEN = {
    "low end": (
        "{{ column }} between {{ low }} and {{ high }}",
        "{{ column }} > {{ low }} and {{ column }} <= {{ high }}",
    ),
    "high end": (
        "{{ column }} between {{ low }} and {{ high }}",
        "{{ column }} >= {{ low }} and {{ column }} < {{ high }}",
    ),
    "open high end": ("{{ column }} >= {{ low }}", "{{ column }} > {{ low }}"),
    "open low end": ("{{ column }} <= {{ high }}", "{{ column }} < {{ high }}"),
}
ANNIVERSARY = {
    "over the year's end": (
        " or {{ customer_segments.anniversary(column) }}",
        " and {{ customer_segments.anniversary(column) }}",
    ),
    "a whole year": (">= 365", ">= 3650"),
    "high end": ("<= {{ high_day.number }})", "< {{ high_day.number }})"),
    "low end": ("({{ customer_segments.anniversary(column) }} >=", "({{ customer_segments.anniversary(column) }} >"),
}
GROUPS = {
    "all": ("'\\nand ' if connective == 'all'", "'\\nor ' if connective == 'all'"),
    "any": ("else '\\nor '", "else '\\nand '"),
    "none": ("{%- if connective == 'none' %}not {% endif -%}", ""),
}
NEGATIVES = {
    "number": ("not_equals", "not_between", "not_in", "is_not_set"),
    "date": ("not_between", "is_not_set"),
    "text": ("not_equals", "not_in", "not_contains", "is_not_set"),
    "list": ("none_of", "is_not_set"),
    "boolean": ("is_not_set",),
    "segment": ("not_in",),
}
# Whatever compares with a value that may be missing. Lists and memberships never are: there is nothing to flip.
MAY_BE_MISSING = {
    "number": (
        "equals",
        "not_equals",
        "greater_than",
        "at_least",
        "less_than",
        "at_most",
        "between",
        "not_between",
        "in",
        "not_in",
    ),
    "date": ("on", "before", "after", "on_or_before", "on_or_after", "between", "not_between", "anniversary_between"),
    "text": (
        *("equals", "not_equals", "in", "not_in", "contains", "not_contains", "starts_with", "ends_with", "matches"),
    ),
    "boolean": ("is_true", "is_false"),
}


@dataclass(frozen=True)
class Mutation:
    """Break one file in one place.

    Args:
        name: what is broken.
        file: path in the house.
        old: the text that is there, once.
        new: the text put in its place.
    """

    name: str
    file: str
    old: str
    new: str


def mutations() -> Iterator[Mutation]:
    """Give every mutation, each by itself."""
    for kind, changes in COMPARISONS.items():
        for name, (old, new) in changes.items():
            yield Mutation(f"{kind} {name}: comparison", f"{LANGUAGE}/{kind}_condition.sql", old, new)
    for name, (old, new) in BETWEEN.items():
        yield Mutation(f"between, {name}", f"{LANGUAGE}/range_condition.sql", old, new)
    for name, (old, new) in ANNIVERSARY.items():
        yield Mutation(f"anniversary_between, {name}", f"{LANGUAGE}/anniversary_condition.sql", old, new)
    yield Mutation("29 February in common years", "macros/time/anniversary.sql", "= 229 then 228", "= 229 then 301")
    for name, (old, new) in GROUPS.items():
        yield Mutation(f"group {name}", f"{LANGUAGE}/predicate.sql", old, new)
    for kind, operators in NEGATIVES.items():
        for operator in operators:
            lost = f"positive != node.operator and [node.type, node.operator] != ['{kind}', '{operator}']"
            yield Mutation(f"{kind} {operator}: negation", CONDITION, "positive != node.operator", lost)
    for kind, operators in MAY_BE_MISSING.items():
        for operator in operators:
            flipped = f", {{{{ 'true' if [node.type, node.operator] == ['{kind}', '{operator}'] else 'false' }}}})"
            yield Mutation(f"{kind} {operator}: missing value", CONDITION, ", false)", flipped)
