"""The tables of docs/segment-language.md, written from the catalogue that validation reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from orchestration.faults import FaultsError
from orchestration.specs.catalogue import Chapter, Field, FieldType, Operator, ScopeKey
from orchestration.specs.drafts import draft_condition
from orchestration.specs.fields import CATALOGUE
from orchestration.specs.language_examples import (
    FIELD_EXAMPLES,
    OPERATOR_EXAMPLES,
    SCOPE_EXAMPLES,
    SCOPED_COMPARISON,
    SEGMENT_MEANINGS,
    SHOWN_WITH,
)
from orchestration.specs.measures import known_field
from orchestration.specs.words_conditions import condition_words

_EXAMPLE_COLUMNS = ("example", "in words")


def language_tables() -> dict[str, str]:
    """Give the text of every table by its name in the page."""
    chapters = {f"fields of {chapter.name}": _fields_table(chapter) for chapter in CATALOGUE.chapters}
    types = {
        f"operators of {field_type}": _operators_table(field_type)
        for field_type in FieldType
        if field_type is not FieldType.CUSTOM
    }
    return {**chapters, **types, "scopes": _scopes_table()}


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table; a bar inside a cell is escaped."""
    lines = [list(header), ["---"] * len(header), *(list(row) for row in rows)]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def _fields_table(chapter: Chapter) -> str:
    rows = ((f"`{field.name}`", field.type.value, field.meaning, *_field_example(field)) for field in chapter.fields)
    return markdown_table(("field", "type", "what it is", *_EXAMPLE_COLUMNS), rows) + _scopes_of(chapter)


def _scopes_of(chapter: Chapter) -> str:
    """Say which scope keys fit, and which fields of the chapter take none."""
    scoped = [field for field in chapter.fields if field.scopes]
    if not scoped:
        return "\nNo scopes.\n"
    keys = ", ".join(f"`{key}`" for key in scoped[0].scopes)
    others = ", ".join(f"`{field.name}`" for field in chapter.fields if not field.scopes)
    return f"\nScopes: {keys}{f'; none on {others}' if others else ''}.\n"


def _operators_table(field_type: FieldType) -> str:
    rows = [_operator_row(operator, field_type) for operator in CATALOGUE.operators_of[field_type].values()]
    subject = "customer" if field_type is FieldType.SEGMENT else "field"
    return markdown_table(("operator", "takes", f"true when the {subject}", "opposite of", *_EXAMPLE_COLUMNS), rows)


def _operator_row(operator: Operator, field_type: FieldType) -> tuple[str, ...]:
    value = OPERATOR_EXAMPLES.get((field_type, operator.name), "")
    opposite = f"`{operator.complement_of}`" if operator.complement_of else ""
    example = _example(SHOWN_WITH[field_type], f",{operator.name},{value}")
    meaning = SEGMENT_MEANINGS[operator.name] if field_type is FieldType.SEGMENT else operator.meaning
    return f"`{operator.name}`", operator.takes.value, meaning, opposite, *example


def _scopes_table() -> str:
    return markdown_table(("key", "takes", "leaves in", "of", *_EXAMPLE_COLUMNS), map(_scope_row, CATALOGUE.scope_keys))


def _scope_row(key: ScopeKey) -> tuple[str, ...]:
    chapters = [chapter.name for chapter in CATALOGUE.chapters if any(key.name in f.scopes for f in chapter.fields)]
    name, scope = SCOPE_EXAMPLES[key.name]
    example = _example(name, f"{scope},{SCOPED_COMPARISON[known_field(name).type]}")
    return f"`{key.name}`", key.takes.value, key.meaning, ", ".join(chapters), *example


def _field_example(field: Field) -> tuple[str, str]:
    name = field.name.replace("<field>", "порода кошки")
    return _example(name, FIELD_EXAMPLES[field.name])


def _example(field: str, rest: str) -> tuple[str, str]:
    """Give an example as a row of the seed, and in words."""
    scope, operator, value = rest.split(",")
    shown = f"`{field},{scope},{operator},{value}`"
    condition, faults = draft_condition({"field": field, "scope": scope, "operator": operator, "value": value})
    if condition is None:
        raise FaultsError(faults)
    return shown, condition_words(condition)
