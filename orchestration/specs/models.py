"""What the seeds say, checked: the values everything else is written from."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import Field

from orchestration.specs.catalogue import FieldType
from orchestration.specs.destinations import Destination, DestinationField
from orchestration.specs.groups import GroupPath
from orchestration.specs.triggers import Trigger
from orchestration.specs.value import Value

Kind = Literal["dynamic", "static"]
ContractSeverity = Literal["error", "warn"]


class Scope(Value):
    """What narrows a measure: names are sorted and without repeats, days and lengths as the seed writes them."""

    category: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    brand: tuple[str, ...] = ()
    channel: tuple[str, ...] = ()
    store: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    within: str | None = None
    start: str | None = Field(default=None, alias="from")
    end: str | None = Field(default=None, alias="to")

    def literal(self) -> dict[str, str | list[str]]:
        """Give the keys that are set, under the names the seed uses."""
        values = self.model_dump(by_alias=True)
        return {key: list(value) if isinstance(value, tuple) else value for key, value in values.items() if value}


class Condition(Value):
    """One row of segment_filters.csv or score_rules.csv.

    Args:
        line: physical line of the row.
        group: path of connectives.
        field: name in the catalogue.
        type: type of the field.
        operator: name in the catalogue.
        values: unescaped values in the order written; numbers as plain decimal text, unless the type is custom.
        low: lower end of a range, None when open.
        high: upper end of a range, None when open.
        scope: what narrows the measure.
        written_scope: the cell `scope`.
        written_value: the cell `value`.
        reason: why the row is there.
        types: for a custom field, the types under which operator and value make sense.
    """

    line: int
    group: GroupPath
    field: str
    type: FieldType
    operator: str
    values: tuple[str, ...] = ()
    low: str | None = None
    high: str | None = None
    scope: Scope = Scope()
    written_scope: str = ""
    written_value: str = ""
    reason: str = ""
    types: tuple[FieldType, ...] = ()

    @property
    def meaning(self) -> tuple[Hashable, ...]:
        """Give what makes two rows of one segment say the same."""
        return (self.group, self.field, self.operator, frozenset(self.values), self.low, self.high, self.scope)

    def __str__(self) -> str:
        """Write the condition as a person would read the row aloud."""
        scope = f" [{self.written_scope}]" if self.written_scope else ""
        value = f" {self.written_value}" if self.written_value else ""
        return f"{self.field}{scope} {self.operator}{value}"


class Segment(Value):
    """One row of segments.csv with its conditions, in the order of the rows."""

    line: int
    code: str
    name: str
    kind: Kind
    is_active: bool
    is_in_analytics: bool
    owner: str = ""
    description: str = ""
    conditions: tuple[Condition, ...] = ()

    @property
    def reads(self) -> tuple[str, ...]:
        """Give the codes of the segments its conditions name."""
        named = (
            code for condition in self.conditions if condition.type is FieldType.SEGMENT for code in condition.values
        )
        return tuple(dict.fromkeys(named))


class Score(Value):
    """The rows of one score_code in score_rules.csv: points for whom their conditions hold."""

    line: int
    code: str
    points: str
    conditions: tuple[Condition, ...] = ()


class Retired(Value):
    """One row of retired_segments.csv: a segment that is gone, knowingly."""

    line: int
    code: str
    retired_on: date
    reason: str = ""


class Priority(Value):
    """One row of segment_priorities.csv: of a list's segments a customer belongs to the first that fits."""

    line: int
    list: str
    rank: int
    code: str


class Contract(Value):
    """One row of segment_contracts.csv: what must hold of a segment; the argument as the seed writes it."""

    line: int
    code: str
    rule: str
    argument: str
    severity: ContractSeverity


class Specs(Value):
    """Everything the seeds say, in the order of the rows."""

    segments: tuple[Segment, ...]
    scores: tuple[Score, ...] = ()
    retired: tuple[Retired, ...] = ()
    priorities: tuple[Priority, ...] = ()
    contracts: tuple[Contract, ...] = ()
    destinations: tuple[Destination, ...] = ()
    destination_fields: tuple[DestinationField, ...] = ()
    triggers: tuple[Trigger, ...] = ()

    @cached_property
    def by_code(self) -> dict[str, Segment]:
        """Find a segment by its code."""
        return {segment.code: segment for segment in self.segments}
