"""The vocabulary of the segment language: what kinds of words there are, and how to look one up.

Validation, the generator, the commands and the docs all read this one catalogue. A new chapter of fields is a new tuple
in `fields.py`; a new operator is a new entry in `operators.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property


class FieldType(StrEnum):
    """Name what a field holds; the type decides the operators."""

    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    LIST = "list"
    BOOLEAN = "boolean"
    SEGMENT = "segment"

    @property
    def plural(self) -> str:
        """Name many of them, for messages."""
        return self.value if self is FieldType.TEXT else f"{self.value}s"


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
    """

    name: str
    type: FieldType
    meaning: str
    data_type: str
    scopes: tuple[str, ...] = ()
    entity: str | None = None


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
        """Find an operator by its name among those that fit a type."""
        return {
            field_type: {operator.name: operator for operator in self.operators if field_type in operator.types}
            for field_type in FieldType
        }
