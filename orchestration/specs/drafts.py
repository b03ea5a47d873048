"""Read one condition that is not in a seed yet: while it is being asked for, or as an example of the docs."""

from __future__ import annotations

from collections.abc import Mapping

from orchestration.faults import Fault
from orchestration.specs.conditions import CONDITION_COLUMNS, read_conditions
from orchestration.specs.fields import CATALOGUE
from orchestration.specs.models import Condition
from orchestration.specs.rows import Place, Row

_DRAFT = "draft"


def draft_condition(cells: Mapping[str, str]) -> tuple[Condition | None, list[Fault]]:
    """Read the cells of a condition, and give it or what is wrong with it.

    Args:
        cells: by column of segment_filters.csv; what is left out is empty.
    """
    empty = dict.fromkeys((*CONDITION_COLUMNS, "reason"), "")
    row = Row(Place(_DRAFT, 1), {**empty, **cells, "code": _DRAFT})
    conditions, faults = read_conditions([row], "code", CATALOGUE)
    errors = [fault for fault in faults if fault.severity == "error"]
    return (None, errors) if errors else (conditions[_DRAFT][0], [])
