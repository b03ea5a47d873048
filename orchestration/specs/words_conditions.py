"""Say one condition as a clause about customers, beginning with who or whose."""

from __future__ import annotations

from orchestration.specs.catalogue import FieldType
from orchestration.specs.models import Condition
from orchestration.specs.words_comparisons import POSITIVES, comparison_words, number_words
from orchestration.specs.words_fields import Doing, Holding, Thing, YesNo, wording_of
from orchestration.specs.words_scopes import scope_words
from orchestration.specs.words_values import listed, said_number, said_numbers, said_texts

_MISSING = " (or is missing)"


def condition_words(condition: Condition) -> str:
    """Say a condition, such as: who paid at least 5,000 in the last 30 days."""
    if condition.type is FieldType.SEGMENT:
        return _segment_words(condition)
    scope = scope_words(condition.scope)
    wording = wording_of(condition.field)
    if condition.operator in {"is_set", "is_not_set"} and not isinstance(wording, Holding):
        return f"whose {wording.noun}{scope} is {'known' if condition.operator == 'is_set' else 'missing'}"
    match wording:
        case Thing():
            return _thing_words(condition, wording, scope)
        case Doing():
            return _doing_words(condition, wording, scope)
        case Holding():
            return _holding_words(condition, wording, scope)
        case YesNo():
            return f"who {wording.yes if condition.operator == 'is_true' else wording.no}"


def includes_missing(condition: Condition) -> bool:
    """Tell whether a condition holds for a value that is missing, where one can be: counts and sums never are."""
    is_negative = condition.operator in POSITIVES
    return is_negative and condition.type is not FieldType.SEGMENT and isinstance(wording_of(condition.field), Thing)


def _thing_words(condition: Condition, thing: Thing, scope: str) -> str:
    if condition.operator in {"is_true", "is_false"}:
        return f"whose {thing.noun} is {condition.operator.removeprefix('is_')}"
    noun, verb = thing.noun, thing.verb
    if condition.operator == "anniversary_between":
        noun, verb = (thing.yearly, "is") if thing.yearly else (noun, f"{verb}, whatever the year,")
    unit = ""
    if thing.unit[1]:
        unit = f" {thing.unit[0] if _counts_one(condition) else thing.unit[1]}"
    missing = _MISSING if includes_missing(condition) else ""
    return f"whose {noun}{scope} {comparison_words(condition, verb)}{unit}{missing}"


def _doing_words(condition: Condition, doing: Doing, scope: str) -> str:
    """Say an amount that is never missing, so that the opposite of a range is what lies around it."""
    one, many = doing.things
    fewer = "fewer" if many else "less"
    counted = f" {one if _counts_one(condition) else many}" if many else ""
    match condition.operator:
        case "not_equals" | "not_in":
            what = f"a number of {many}" if many else "an amount"
            amount, counted = f"{what} other than {said_numbers(condition.values)}", ""
        case "not_between":
            around = [f"{fewer} than {said_number(condition.low)}"] if condition.low is not None else []
            around += [f"more than {said_number(condition.high)}"] if condition.high is not None else []
            amount = listed(around, "or")
        case operator:
            amount = number_words(operator, condition, fewer)
    ending = doing.ending or ("" if many or scope else " in all")
    return f"who {doing.verb} {amount}{counted}{ending}{scope}"


def _holding_words(condition: Condition, holding: Holding, scope: str) -> str:
    values = condition.values
    named = f"the {holding.one if len(values) == 1 else holding.many}"
    match condition.operator:
        case "is_set":
            return f"who {holding.did} any {holding.one}{scope}"
        case "is_not_set":
            return f"who {holding.did_not} any {holding.one}{scope}"
        case "all_of" if len(values) > 1:
            return f"who {holding.did} each of {named} {said_texts(values, 'and')}{scope}"
        case "none_of":
            return f"who {holding.did_not} {named} {said_texts(values)}{scope}"
    return f"who {holding.did} {named} {said_texts(values)}{scope}"


def _segment_words(condition: Condition) -> str:
    is_one = len(condition.values) == 1
    codes = listed(condition.values, "or")
    verb = "are" if condition.operator == "in" else "are not"
    return f"who {verb} in the segment{'' if is_one else 's'} {codes}"


def _counts_one(condition: Condition) -> bool:
    """Tell whether the number right before the noun is one."""
    last = condition.high or condition.low or condition.values[-1]
    return last in {"1", "-1"}
