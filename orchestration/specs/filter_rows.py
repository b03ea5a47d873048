"""Check the rows of segment_filters.csv."""

from __future__ import annotations

from orchestration.faults import Fault
from orchestration.specs.catalogue import Catalogue
from orchestration.specs.conditions import CONDITION_COLUMNS, read_conditions
from orchestration.specs.models import Condition
from orchestration.specs.rows import Row

FILTERS_FILE = "seeds/segment_filters.csv"
FILTER_COLUMNS = ("segment_code", *CONDITION_COLUMNS, "reason")


def check_filter_rows(rows: tuple[Row, ...], catalogue: Catalogue) -> tuple[dict[str, list[Condition]], list[Fault]]:
    """Read the rows as conditions by segment code; a row with a fault gives none."""
    return read_conditions(rows, "segment_code", catalogue)
