"""Every way the house is broken on purpose.

The language macros: each operator's comparison and its rule for missing values. Delivery: each rule of sending.
"""

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

DELIVERY = "orchestration/delivery"
# Rules of sending: the module that keeps one, what it says there, and what it is made to say.
SENDING = {
    "rows are marked before they are sent": (
        "applying.py",
        "            mark_sent(store, header, [row.position for row in rows])",
        "            pass",
    ),
    "nobody without consent is added": (
        "wanted.py",
        "when not coalesce(consent.may_be_contacted, false) then",
        "when false then",
    ),
    "consent is asked for again before a plan is gone on with": (
        "applying.py",
        "            find_withdrawn(store, self._channel)",
        "            find_withdrawn(store, 'none')\n            store.execute('delete from withdrawn')",
    ),
    "who left is not put on the list": (
        "platforms/mailchimp.py",
        "    if status in LEFT:\n        return RowResult(key, Outcome.UNSUBSCRIBED)",
        "    if status in LEFT:\n        return RowResult(key, Outcome.DONE)",
    ),
    "who left is not subscribed again": (
        "platforms/mailchimp.py",
        '"status_if_new": "subscribed",',
        '"status": "subscribed",',
    ),
    "who left is remembered": (
        "recording.py",
        """f"where {_SUPPRESSED} and md5(lower(address)) not in \"""",
        """f"where false and {_SUPPRESSED} and md5(lower(address)) not in \"""",
    ),
    "who lost consent is removed": (
        "changes.py",
        "why_not not in ({staying})",
        "why_not not in ({staying}, 'no_consent')",
    ),
    "who is erased is removed": (
        "changes.py",
        "why_not not in ({staying})",
        "why_not not in ({staying}, 'erased')",
    ),
    "who left the segment is removed": (
        "changes.py",
        'else ("",)',
        'else ("left_segment",)',
    ),
    "who moved is taken off at the old address": (
        "changes.py",
        "if(why_not is null, has_moved, ",
        "if(why_not is null, false, ",
    ),
    "a customer comes once in a batch": (
        "plan_rows.py",
        "if not names.isdisjoint(row.names):",
        "if False:",
    ),
    "an address is on the list for one customer": (
        "wanted.py",
        "order by is_held desc, customer_id asc) > 1",
        "order by is_held desc, customer_id asc) > 2",
    ),
    "hold-outs are kept off": (
        "wanted.py",
        "when customers.bucket < {held_out} then",
        "when customers.bucket < 0 * {held_out} then",
    ),
    "a list that shrinks too much stops": (
        "limits.py",
        "if header.held and leaving > destination.max_shrink * header.held:",
        "if header.held and leaving > header.held:",
    ),
    "a plan that stops is not begun": (
        "applying.py",
        "if header.blocked and not self._choices.accepts_limits:",
        "if header.blocked and not header.blocked:",
    ),
    "a plan that was overtaken is not begun": (
        "staleness.py",
        '"another plan was applied since": later != header.base_version,',
        '"another plan was applied since": False,',
    ),
    "a forgotten address is not tried again": (
        "recording.py",
        'FORGOTTEN = ("forgotten", "compliance_state", "unsubscribed")',
        'FORGOTTEN = ("forgotten", "unsubscribed")',
    ),
    "removing who is not there is a success": (
        "platforms/mailchimp.py",
        "Outcome.DONE if folded(one.address) in removed else Outcome.GONE",
        "Outcome.DONE if folded(one.address) in removed else Outcome.RETRY",
    ),
    "refused rows are parked": (
        "recording.py",
        """f"where (outcome = 'parked' or outcome = 'refused') and not {_SUPPRESSED} \"""",
        """f"where outcome = 'parked' and not {_SUPPRESSED} \"""",
    ),
    "parked rows are left out of plans": (
        "changes.py",
        "where key not in (select key from delivery_dead_letters where destination = ?)",
        "where key not in (select key from delivery_dead_letters where destination || 'x' = ?)",
    ),
    "a row waits for an earlier one of its address": (
        "applying.py",
        "                waiting |= row.names",
        "                pass",
    ),
    "settled rows are not sent again": (
        "applying.py",
        '"where position not in (select position from delivery_results where plan_id = ?) order by position"',
        '"where position not in (select position from delivery_results where plan_id || 1 = ?) order by position"',
    ),
    "who leaves goes before who comes": (
        "changes.py",
        '_ORDER = {"remove": 0, "update": 1, "add": 2}',
        '_ORDER = {"remove": 2, "update": 1, "add": 0}',
    ),
    "a row that failed for a while is sent again": (
        "recording.py",
        "\"update answered set outcome = 'parked' where outcome = 'retry' and attempts >= {MOST_ATTEMPTS}\"",
        "\"update answered set outcome = 'done' where outcome = 'retry' and attempts < {MOST_ATTEMPTS}\"",
    ),
}
LANGUAGE_TESTS = ("tests/segment_language/test_rules.py", "--without", "hostile")
"""Hostile texts are a third of the cases and know no operator of their own."""
SENDING_TESTS = ("tests/delivery/sync/test_lives.py", "--more-lives", "3")


@dataclass(frozen=True)
class Mutation:
    """Break one file in one place.

    Args:
        name: what is broken.
        file: path in the house.
        old: the text that is there, once.
        new: the text put in its place.
        tests: what must see it.
    """

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...] = LANGUAGE_TESTS


def mutations() -> Iterator[Mutation]:
    """Give every mutation, each by itself."""
    yield from language_mutations()
    for name, (file, old, new) in SENDING.items():
        yield Mutation(f"sending, {name}", f"{DELIVERY}/{file}", old, new, SENDING_TESTS)


def language_mutations() -> Iterator[Mutation]:
    """Break what the macros say of conditions."""
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
