"""Every operator and every scope key, one entry each."""

from __future__ import annotations

from orchestration.specs.catalogue import FieldType, Operator, ScopeKey, ScopeTakes, Takes

NUMBER, DATE, TEXT, LIST, BOOLEAN, SEGMENT, _CUSTOM = FieldType
_ANY_VALUE = (NUMBER, DATE, TEXT, LIST, BOOLEAN)

OPERATORS = (
    Operator("equals", (NUMBER, TEXT), Takes.ONE, "is the value"),
    Operator("not_equals", (NUMBER, TEXT), Takes.ONE, "is not the value, or is missing", "equals"),
    Operator("greater_than", (NUMBER,), Takes.ONE, "is greater than the value"),
    Operator("at_least", (NUMBER,), Takes.ONE, "is the value or greater"),
    Operator("less_than", (NUMBER,), Takes.ONE, "is less than the value"),
    Operator("at_most", (NUMBER,), Takes.ONE, "is the value or less"),
    Operator("on", (DATE,), Takes.ONE, "is that day"),
    Operator("before", (DATE,), Takes.ONE, "is an earlier day"),
    Operator("after", (DATE,), Takes.ONE, "is a later day"),
    Operator("on_or_before", (DATE,), Takes.ONE, "is that day or earlier"),
    Operator("on_or_after", (DATE,), Takes.ONE, "is that day or later"),
    Operator("between", (NUMBER, DATE), Takes.RANGE, "lies in the range, both ends included"),
    Operator("not_between", (NUMBER, DATE), Takes.RANGE, "lies outside the range, or is missing", "between"),
    Operator("anniversary_between", (DATE,), Takes.ANNIVERSARY, "has its day and month in the range, in any year"),
    Operator("in", (NUMBER, TEXT, SEGMENT), Takes.MANY, "is one of the values"),
    Operator("not_in", (NUMBER, TEXT, SEGMENT), Takes.MANY, "is none of the values, or is missing", "in"),
    Operator("contains", (TEXT,), Takes.MANY, "has one of the values somewhere in it"),
    Operator("not_contains", (TEXT,), Takes.MANY, "has none of the values in it, or is missing", "contains"),
    Operator("starts_with", (TEXT,), Takes.MANY, "starts with one of the values"),
    Operator("ends_with", (TEXT,), Takes.MANY, "ends with one of the values"),
    Operator("matches", (TEXT,), Takes.PATTERN, "has a place the pattern (RE2) fits, upper and lower case told apart"),
    Operator("any_of", (LIST,), Takes.MANY, "holds at least one of the values"),
    Operator("all_of", (LIST,), Takes.MANY, "holds every one of the values"),
    Operator("none_of", (LIST,), Takes.MANY, "holds none of the values", "any_of"),
    Operator("is_true", (BOOLEAN,), Takes.NOTHING, "is true"),
    Operator("is_false", (BOOLEAN,), Takes.NOTHING, "is false, and not missing"),
    Operator("is_set", _ANY_VALUE, Takes.NOTHING, "is not missing; a list is not empty"),
    Operator("is_not_set", _ANY_VALUE, Takes.NOTHING, "is missing; a list is empty", "is_set"),
)

SCOPE_KEYS = (
    ScopeKey(
        "category",
        ScopeTakes.NAMES,
        "lines of these categories and their descendants, by id, name or path; reviews of such products",
    ),
    ScopeKey("product", ScopeTakes.NAMES, "lines of these products, by id, sku or name; reviews of them"),
    ScopeKey("brand", ScopeTakes.NAMES, "lines of these brands; reviews of such products"),
    ScopeKey("channel", ScopeTakes.NAMES, "what came through these channels"),
    ScopeKey("store", ScopeTakes.NAMES, "orders of these stores"),
    ScopeKey("status", ScopeTakes.NAMES, "orders in these statuses"),
    ScopeKey("kind", ScopeTakes.NAMES, "interactions of these kinds"),
    ScopeKey("within", ScopeTakes.DURATION, "the last whole days and today; 0d is today"),
    ScopeKey("from", ScopeTakes.DAY, "that day and later"),
    ScopeKey("to", ScopeTakes.DAY, "that day and earlier"),
)

# What people write who know other languages, and the operators they mean, most likely first.
FAMILIAR = {
    "=": ("equals", "on", "any_of", "in"),
    "==": ("equals", "on", "any_of", "in"),
    "is": ("equals", "on", "any_of", "in"),
    "!=": ("not_equals", "none_of", "not_in"),
    "<>": ("not_equals", "none_of", "not_in"),
    ">": ("greater_than", "after"),
    ">=": ("at_least", "on_or_after"),
    "<": ("less_than", "before"),
    "<=": ("at_most", "on_or_before"),
    "~": ("matches",),
    "like": ("contains",),
    "one_of": ("in", "any_of"),
    "null": ("is_not_set",),
    "is_null": ("is_not_set",),
    "is_not_null": ("is_set",),
    "is_empty": ("is_not_set",),
}
