"""Which measures the conditions need: each distinct one is a column of segment_measures, whoever asks for it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import md5
from typing import Literal

from pydantic import BaseModel, ConfigDict

from orchestration.faults import UserError
from orchestration.specs.catalogue import CUSTOM_PREFIX, Field, FieldType, Takes
from orchestration.specs.fields import CATALOGUE, MONEY, TEXTS
from orchestration.specs.models import Condition, Scope, Score, Segment

Form = Literal["value", "key", "keys", "member", "any", "custom"]

# Text operators that look at the text as the shop gave it; the others compare normalised keys.
_PLAIN_TEXT_OPERATORS = frozenset({"matches", "is_set", "is_not_set"})

_DATA_TYPES = {"key": "varchar", "keys": TEXTS, "member": "boolean", "any": "boolean"}

# Whatever type a custom field turns out to have, one of these columns holds it.
_CUSTOM_COLUMNS = {"text": "varchar", "key": "varchar", "number": MONEY, "date": "date", "boolean": "boolean"}


class MeasureCollisionError(UserError):
    """Report two different measures whose shortened names came out the same."""

    def __init__(self, column: str) -> None:
        """Keep the column both would have."""
        self.column = column
        super().__init__(f"two measures share the column {column}; change the scope of one, if only by a day")


class Measure(BaseModel):
    """One column of segment_measures; of a custom field, one for each type it may have.

    Args:
        field: name in the catalogue.
        form: value (as it is), key (text normalised for comparison), keys (a list of such), member (whether a list of
            things bought holds `member`), any (whether it holds anything) or custom (every type at once).
        scope: what narrows it.
        member: the category, product or brand asked for.
    """

    model_config = ConfigDict(frozen=True)

    field: str
    form: Form
    scope: Scope = Scope()
    member: str | None = None

    @property
    def column(self) -> str:
        """Name the column: the field, with what tells it from the field's other measures."""
        if self.form == "custom":
            name = self.field.removeprefix(CUSTOM_PREFIX)
            return f"custom__{_md5(name)[:8]}"
        if self.form == "key":
            return f"{self.field}_key"
        if self.form == "keys":
            return f"{self.field}_keys"
        if self.form == "value" and not self.scope.literal():
            return self.field
        told_apart = {key: value for key, value in self.literal().items() if key in {"form", "scope", "member"}}
        return f"{self.field}__{digest(told_apart)[:8]}"

    @property
    def columns(self) -> dict[str, str]:
        """Give the type of each column by its name."""
        if self.form == "custom":
            return {f"{self.column}_{suffix}": data_type for suffix, data_type in _CUSTOM_COLUMNS.items()}
        return {self.column: _DATA_TYPES.get(self.form, known_field(self.field).data_type)}

    @property
    def is_stored(self) -> bool:
        """Tell whether it is kept in scoped_measures: what is asked of a customer's own rows and fields."""
        return self.form in {"member", "any", "custom"} or bool(self.scope.literal())

    def literal(self) -> dict[str, object]:
        """Give the measure as the macro takes it, without the column."""
        plain: dict[str, object] = {"field": self.field, "form": self.form, "scope": self.scope.literal()}
        return plain if self.member is None else plain | {"member": self.member}


def measures_of(condition: Condition) -> tuple[Measure, ...]:
    """Give the measures one condition reads; none when it reads other segments or the score, which come later."""
    field = known_field(condition.field)
    if not field.is_measure:
        return ()
    if field.entity:
        if CATALOGUE.operators_of[field.type][condition.operator].takes is Takes.NOTHING:
            return (Measure(field=field.name, form="any", scope=condition.scope),)
        members = sorted(set(condition.values))
        return tuple(Measure(field=field.name, form="member", scope=condition.scope, member=name) for name in members)
    form: Form = "value"
    if field.type is FieldType.CUSTOM:
        form = "custom"
    elif field.type is FieldType.LIST:
        form = "keys"
    elif field.type is FieldType.TEXT and condition.operator not in _PLAIN_TEXT_OPERATORS:
        form = "key"
    return (Measure(field=field.name, form=form, scope=condition.scope),)


def measure_plan(readers: Iterable[Segment | Score]) -> tuple[Measure, ...]:
    """Give every distinct measure these segments and scores need, sorted by column."""
    plan: dict[str, Measure] = {}
    for reader in readers:
        for condition in reader.conditions:
            for measure in measures_of(condition):
                if plan.setdefault(measure.column, measure) != measure:
                    raise MeasureCollisionError(measure.column)
    return tuple(plan[column] for column in sorted(plan))


def moving_windows(measures: Iterable[Measure]) -> list[dict[str, object]]:
    """Give the ends of windows that move with the calendar, each once for every field it narrows."""
    windows = set()
    for measure in measures:
        scope = measure.scope.literal()
        ends = [scope.get("from"), scope.get("to"), f"-{scope['within']}" if "within" in scope else None]
        windows |= {(measure.field, end) for end in ends if isinstance(end, str) and not end[0].isdigit()}
    return [{"field": name, "end": end} for name, end in sorted(windows)]


def known_field(name: str) -> Field:
    """Give the field of a condition that was read with this catalogue."""
    field = CATALOGUE.find(name)
    if field is None:
        raise KeyError(name)
    return field


def digest(value: object) -> str:
    """Give the md5 of a literal's canonical JSON: the same for the same meaning, on every machine."""
    return _md5(json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")))


def _md5(text: str) -> str:
    return md5(text.encode(), usedforsecurity=False).hexdigest()
