"""The vocabulary of the segment language: what kinds of words there are, and how to look one up.

Validation, the generator, the commands and the docs all read this one catalogue. A new chapter of fields is a new tuple
in `fields.py`; a new operator is a new entry in `operators.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from orchestration.specs.cells import WHITE_SPACE


class FieldType(StrEnum):
    """Name what a field holds; the type decides the operators."""

    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    LIST = "list"
    BOOLEAN = "boolean"
    SEGMENT = "segment"
    CUSTOM = "custom"

    @property
    def plural(self) -> str:
        """Name many of them, for messages."""
        return {"text": "text", "custom": "custom fields"}.get(self.value, f"{self.value}s")


# What a field of the shop's own may hold, as its field_types say at run time.
CUSTOM_TYPES = (FieldType.TEXT, FieldType.NUMBER, FieldType.DATE, FieldType.BOOLEAN)
CUSTOM_PREFIX = "custom."


class Takes(StrEnum):
    """Say what an operator wants in the column `value`."""

    NOTHING = "no value"
    ONE = "one value"
    MANY = "one value or several separated by |"
    RANGE = "a range low..high"
    ANNIVERSARY = "a range MM-DD..MM-DD"
    PATTERN = "a regular expression"


class ScopeTakes(StrEnum):
    """Say what a scope key wants after its equals sign."""

    NAMES = "one value or several separated by |"
    DURATION = "a number of days, weeks, months or years, such as 30d"
    DAY = "a date YYYY-MM-DD or relative to today, such as -3m"


@dataclass(frozen=True)
class Operator:
    """Describe one operator.

    Args:
        name: as written in the seed.
        types: the types of field it fits.
        takes: what it wants as a value.
        meaning: when it is true, for the docs.
        complement_of: the positive operator a negative one is the exact complement of.
    """

    name: str
    types: tuple[FieldType, ...]
    takes: Takes
    meaning: str
    complement_of: str | None = None


@dataclass(frozen=True)
class ScopeKey:
    """Describe one key that narrows a measure.

    Args:
        name: as written in the seed.
        takes: what it wants as a value.
        meaning: what it leaves in, for the docs.
    """

    name: str
    takes: ScopeTakes
    meaning: str


@dataclass(frozen=True)
class Field:
    """Describe one field.

    Args:
        name: as written in the seed; also the column of customer_aggregates.
        type: decides the operators.
        meaning: one clause for the docs and column descriptions.
        data_type: of its column in the warehouse.
        scopes: the legal scope keys, none for most.
        entity: what a list of things bought holds (category, product or brand); such a list becomes one yes/no
            measure per value asked for, because a value may name an ancestor, an id or a path.
        is_measure: whether it is a column of segment_measures; what is known only later is not.
    """

    name: str
    type: FieldType
    meaning: str
    data_type: str
    scopes: tuple[str, ...] = ()
    entity: str | None = None
    is_measure: bool = True


@dataclass(frozen=True)
class Chapter:
    """Group the fields that come from one part of the shop's data; its name is the heading in the docs."""

    name: str
    meaning: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Catalogue:
    """Hold the whole vocabulary."""

    chapters: tuple[Chapter, ...]
    operators: tuple[Operator, ...]
    scope_keys: tuple[ScopeKey, ...]

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Find a field by its name."""
        return {field.name: field for chapter in self.chapters for field in chapter.fields}

    @cached_property
    def operators_of(self) -> dict[FieldType, dict[str, Operator]]:
        """Find an operator by its name among those that fit a type; a custom field may turn out to be of several."""
        return {
            field_type: {
                operator.name: operator
                for operator in self.operators
                if set(operator.types) & set(CUSTOM_TYPES if field_type is FieldType.CUSTOM else (field_type,))
            }
            for field_type in FieldType
        }

    def find(self, name: str) -> Field | None:
        """Find a field by the name a seed gives it; every name after `custom.` is a field."""
        if not name.startswith(CUSTOM_PREFIX):
            return self.fields.get(name)
        own_name = name.removeprefix(CUSTOM_PREFIX).strip(WHITE_SPACE)
        template = next(field for field in self.fields.values() if field.type is FieldType.CUSTOM)
        return replace(template, name=CUSTOM_PREFIX + own_name) if own_name else None
