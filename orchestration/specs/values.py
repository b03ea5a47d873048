"""The column `value`: what a field is compared with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from orchestration.faults import quoted
from orchestration.specs.catalogue import Field, FieldType, Operator, Takes
from orchestration.specs.cells import WrongCellError, split, unescape
from orchestration.specs.days import parse_day, parse_month_day, share_reversed
from orchestration.specs.numbers import parse_number
from orchestration.specs.patterns import pattern_problem


@dataclass(frozen=True)
class Comparison:
    """Hold what a value cell says: values, or the ends of a range."""

    values: tuple[str, ...] = ()
    low: str | None = None
    high: str | None = None


def parse_value(cell: str, untrimmed: str, field: Field, operator: Operator) -> tuple[Comparison, list[WrongCellError]]:
    """Read a value cell and everything that is wrong with it."""
    if operator.takes is Takes.NOTHING:
        surplus = f"{operator.name} takes no value, and the cell has {quoted(cell)}; leave it empty"
        return Comparison(), [WrongCellError(surplus)] if cell else []
    if not cell:
        return Comparison(), [WrongCellError(f"{operator.name} needs {operator.takes}, and the cell is empty")]
    if operator.takes is Takes.PATTERN:
        return _parse_pattern(untrimmed)
    if operator.takes in {Takes.RANGE, Takes.ANNIVERSARY}:
        return _parse_range(cell, field, operator)
    return _parse_values(cell, field, operator)


def _parse_values(cell: str, field: Field, operator: Operator) -> tuple[Comparison, list[WrongCellError]]:
    pieces = split(cell, "|")
    if operator.takes is Takes.ONE and len(pieces) > 1:
        several = {"equals": "; use in", "not_equals": "; use not_in"}.get(operator.name, "")
        return Comparison(), [
            WrongCellError(f"{quoted(cell)} is {len(pieces)} values, and {operator.name} takes one{several}")
        ]
    values: list[str] = []
    wrong: list[WrongCellError] = []
    for piece in pieces:
        try:
            values.append(_parse_one(piece, cell, field, operator))
        except WrongCellError as error:
            wrong.append(error)
    return Comparison(values=tuple(values)), wrong


def _parse_one(piece: str, cell: str, field: Field, operator: Operator) -> str:
    if not piece:
        raise WrongCellError(f"{quoted(cell)} has an empty value; write a literal | as \\|")
    if field.type in _PARSERS:
        if len(split(piece, "..")) > 1:
            raise WrongCellError(f"{quoted(piece)} is a range, and {operator.name} takes single values; use between")
        return _PARSERS[field.type](unescape(piece))
    return unescape(piece)


def _parse_range(cell: str, field: Field, operator: Operator) -> tuple[Comparison, list[WrongCellError]]:
    ends = split(cell, "..")
    if len(split(cell, "|")) > 1 or len(ends) > 2:
        return Comparison(), [WrongCellError(f"{quoted(cell)} is more than one range, and {operator.name} takes one")]
    if len(ends) == 1:
        shape = operator.takes.removeprefix("a range ")
        return Comparison(), [
            WrongCellError(f"{quoted(cell)} is not a range; write {shape}, either end may be left out")
        ]
    if not any(ends):
        return Comparison(), [WrongCellError(f"{quoted(cell)} has no ends; give at least one")]
    parse = parse_month_day if operator.takes is Takes.ANNIVERSARY else _PARSERS[field.type]
    checked: list[str | None] = []
    wrong: list[WrongCellError] = []
    for end in ends:
        try:
            checked.append(parse(unescape(end)) if end else None)
        except WrongCellError as error:
            wrong.append(error)
    if wrong:
        return Comparison(), wrong
    low, high = checked
    if low and high and operator.takes is Takes.RANGE and _is_reversed(low, high, field.type):
        return Comparison(), [WrongCellError(f"{quoted(cell)} is reversed: {low} comes after {high}; swap the ends")]
    return Comparison(low=low, high=high), []


def _is_reversed(low: str, high: str, field_type: FieldType) -> bool:
    if field_type is FieldType.DATE:
        return share_reversed(low, high) == 1
    return Decimal(low) > Decimal(high)


def _parse_pattern(pattern: str) -> tuple[Comparison, list[WrongCellError]]:
    problem = pattern_problem(pattern)
    if problem is None:
        return Comparison(values=(pattern,)), []
    return Comparison(), [
        WrongCellError(f"{quoted(pattern)} is not a regular expression of RE2: {problem}{_lacks(problem)}")
    ]


def _lacks(problem: str) -> str:
    is_foreign = problem.startswith(("invalid perl operator", "invalid escape sequence: \\1"))
    return "; RE2 has no look-around and no back references" if is_foreign else ""


_PARSERS: dict[FieldType, Callable[[str], str]] = {FieldType.NUMBER: parse_number, FieldType.DATE: parse_day}
