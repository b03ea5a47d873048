"""Warn of conditions on fields of the shop's own that the shop does not have, or has under a type they do not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import duckdb

from orchestration.faults import Fault, closest, quoted
from orchestration.refresh.warehouse import relation_exists
from orchestration.specs import Condition, FieldType
from orchestration.specs.catalogue import CUSTOM_PREFIX

SCHEMA, FIELD_TYPES = "main_staging", "valid_field_types"


def unfitting_fields(
    connection: duckdb.DuckDBPyConnection, conditions: Iterable[tuple[str, Condition]]
) -> Iterator[Fault]:
    """Find the conditions that a field's absence or type decides for everybody.

    Args:
        connection: the build file.
        conditions: each with the seed it stands in.
    """
    custom = [(file, condition) for file, condition in conditions if condition.type is FieldType.CUSTOM]
    if not custom or not relation_exists(connection, SCHEMA, FIELD_TYPES):
        return
    rows = connection.execute(f"select field, lower(trim(type)) from {SCHEMA}.{FIELD_TYPES}").fetchall()  # noqa: S608 ours
    types = {str(field): str(field_type) for field, field_type in rows}
    for file, condition in custom:
        yield from _warnings(file, condition, types)


def _warnings(file: str, condition: Condition, types: Mapping[str, str]) -> Iterator[Fault]:
    name = condition.field.removeprefix(CUSTOM_PREFIX)
    if name not in types:
        guess = closest(name, types)
        hint = f"; did you mean {CUSTOM_PREFIX}{guess}?" if guess else ""
        message = f"the shop has no field {quoted(name)}, so it is missing for everybody{hint}"
        yield Fault(file, condition.line, "field", condition.field, message, tuple(types), "warning")
    elif types[name] not in condition.types:
        fitting = " or ".join(condition.types)
        message = f"{quoted(name)} is a {types[name]}, and the condition makes sense for a {fitting} only"
        yield Fault(file, condition.line, "operator", condition.operator, message, (), "warning")
