"""The value of a condition on a field of the shop's own, whose type is not known before the data is."""

from __future__ import annotations

from dataclasses import replace

from orchestration.specs.catalogue import CUSTOM_TYPES, Field, FieldType, Operator, Takes
from orchestration.specs.cells import WrongCellError, split, unescape
from orchestration.specs.values import Comparison, parse_value


def parse_custom_value(
    cell: str, untrimmed: str, field: Field, operator: Operator
) -> tuple[Comparison, tuple[FieldType, ...], list[WrongCellError]]:
    """Read a value cell under every type the field may have.

    Values stay as written, because a text of digits and a number are compared differently.

    Returns:
        what the cell says, the types under which it makes sense, and when there is none what is wrong.
    """
    possible = [field_type for field_type in CUSTOM_TYPES if field_type in operator.types]
    fitting: dict[FieldType, Comparison] = {}
    wrong: dict[FieldType, list[WrongCellError]] = {}
    for field_type in possible:
        comparison, errors = parse_value(cell, untrimmed, replace(field, type=field_type), operator)
        if errors:
            wrong[field_type] = errors
        else:
            fitting[field_type] = comparison
    if not fitting:
        return Comparison(), (), _why_not(operator, wrong)
    comparison = next(iter(fitting.values()))
    if len(fitting) > 1 and operator.takes is not Takes.NOTHING:
        comparison = Comparison(values=tuple(unescape(piece) for piece in split(cell, "|")))
    return comparison, tuple(fitting), []


def _why_not(operator: Operator, wrong: dict[FieldType, list[WrongCellError]]) -> list[WrongCellError]:
    """Say what each type has against the value; what all of them say is said once."""
    said = {field_type: "; ".join(error.message for error in errors) for field_type, errors in wrong.items()}
    if len(set(said.values())) == 1:
        return next(iter(wrong.values()))
    reasons = [f"for a {field_type} {message}" for field_type, message in said.items()]
    others = [str(field_type) for field_type in CUSTOM_TYPES if field_type not in wrong]
    if others:
        reasons.append(f"{' and '.join(others)} have no {operator.name}")
    return [WrongCellError("; ".join(reasons))]
