"""Read the cells that make a condition, which segment_filters.csv and score_rules.csv share."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from orchestration.faults import Fault, one_of, quoted
from orchestration.specs.catalogue import CUSTOM_PREFIX, Catalogue, Field, FieldType, Operator
from orchestration.specs.cells import WrongCellError, not_legal, trim
from orchestration.specs.custom_values import parse_custom_value
from orchestration.specs.days import share_reversed
from orchestration.specs.groups import parse_group
from orchestration.specs.models import Condition
from orchestration.specs.operators import FAMILIAR
from orchestration.specs.rows import Row
from orchestration.specs.scopes import parse_scope
from orchestration.specs.values import parse_value

CONDITION_COLUMNS = ("group", "field", "scope", "operator", "value")

T = TypeVar("T")


def read_conditions(
    rows: Iterable[Row], code_column: str, catalogue: Catalogue
) -> tuple[dict[str, list[Condition]], list[Fault]]:
    """Read rows as conditions by what they belong to; a row with a fault gives none.

    Args:
        rows: the rows of one seed.
        code_column: where a row says what it belongs to.
        catalogue: fields, operators and scopes there are.
    """
    conditions: dict[str, list[Condition]] = {}
    faults: list[Fault] = []
    first_lines: dict[Hashable, int] = {}
    for row in rows:
        check = _RowCheck(row)
        condition = _read_condition(check, catalogue)
        faults.extend(check.faults)
        if condition and not check.faults:
            code = row.cells[code_column]
            conditions.setdefault(code, []).append(condition)
            first = first_lines.setdefault((code, condition.meaning), condition.line)
            faults.extend(_doubts(row, condition, first))
    return conditions, faults


@dataclass
class _RowCheck:
    """Try the cells of one row and collect what is wrong with each."""

    row: Row
    faults: list[Fault] = field(default_factory=list)

    def cell(self, column: str) -> str:
        return trim(self.row.cells[column])

    def note(self, column: str, errors: Iterable[WrongCellError]) -> None:
        self.faults.extend(self.row.place.wrong(column, self.row.cells[column], error) for error in errors)

    def attempt(self, column: str, read: Callable[..., T], *arguments: object) -> T | None:
        try:
            return read(self.cell(column), *arguments)
        except WrongCellError as error:
            self.note(column, [error])
            return None


def _read_condition(check: _RowCheck, catalogue: Catalogue) -> Condition | None:
    group = check.attempt("group", parse_group)
    known = check.attempt("field", _find_field, catalogue)
    scope, wrong = parse_scope(check.cell("scope"), known, catalogue)
    check.note("scope", wrong)
    operator = check.attempt("operator", _find_operator, known, catalogue)
    if not known or not operator:
        return None
    cell, untrimmed = check.cell("value"), check.row.cells["value"]
    types: tuple[FieldType, ...] = ()
    if known.type is FieldType.CUSTOM:
        comparison, types, wrong = parse_custom_value(cell, untrimmed, known, operator)
    else:
        comparison, wrong = parse_value(cell, untrimmed, known, operator)
    check.note("value", wrong)
    return Condition(
        line=check.row.place.line,
        group=group or (),
        field=known.name,
        type=known.type,
        operator=operator.name,
        values=comparison.values,
        low=comparison.low,
        high=comparison.high,
        scope=scope,
        written_scope=check.cell("scope"),
        written_value=cell,
        reason=check.cell("reason"),
        types=types,
    )


def _find_field(name: str, catalogue: Catalogue) -> Field:
    fields = catalogue.fields
    if not name:
        raise WrongCellError(f"the field is empty; {one_of(tuple(fields))}", tuple(fields))
    known = catalogue.find(name)
    if known:
        return known
    if name.startswith(CUSTOM_PREFIX):
        raise WrongCellError(f"{quoted(name)} names no field of the shop's; write {CUSTOM_PREFIX}pet breed")
    raise not_legal(name, "a field", tuple(fields))


def _find_operator(name: str, known: Field | None, catalogue: Catalogue) -> Operator:
    everything = {operator.name: operator for operator in catalogue.operators}
    legal = catalogue.operators_of[known.type] if known else everything
    if name in legal:
        return legal[name]
    if not name:
        raise WrongCellError(f"the operator is empty; {one_of(tuple(legal))}", tuple(legal))
    what = f"an operator of {known.type.plural}" if known else "an operator"
    familiar = next((word for word in FAMILIAR.get(name.lower(), ()) if word in legal), name)
    raise WrongCellError(f"{quoted(name)} is not {what}; {one_of(tuple(legal), familiar)}", tuple(legal))


def _doubts(row: Row, condition: Condition, first_line: int) -> Iterator[Fault]:
    """Warn about what is legal and hardly meant."""
    if first_line != condition.line:
        yield row.place.fault(None, None, f"the row says the same as line {first_line}", severity="warning")
    ranges = [("scope", condition.scope.start, condition.scope.end)]
    holds_dates = condition.type is FieldType.DATE or condition.types == (FieldType.DATE,)
    if holds_dates and condition.operator != "anniversary_between":
        ranges.append(("value", condition.low, condition.high))
    for column, low, high in ranges:
        if low and high and share_reversed(low, high):
            message = f"the range {low}..{high} is reversed on some days of the year, and then nothing is in it"
            yield row.place.fault(column, row.cells[column], message, severity="warning")
