"""What an apply tells on its way and at its end, in numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import duckdb

from orchestration.delivery.plan import PlanHeader

Watch = Callable[[PlanHeader, int], None]
"""Is told the plan and how many rows were settled since the last time."""


@dataclass(frozen=True)
class Applied:
    """Say how an apply ended.

    Args:
        header: the plan.
        state: done, or incomplete while rows wait.
        outcomes: settled rows by how they ended, over every apply of the plan.
        waiting: rows that failed for a while and go with the next apply.
    """

    header: PlanHeader
    state: str
    outcomes: Mapping[str, int]
    waiting: int

    @property
    def parked(self) -> int:
        """Count the rows that were given up."""
        return self.outcomes.get("refused", 0) + self.outcomes.get("parked", 0)


def counted_outcomes(store: duckdb.DuckDBPyConnection, plan_id: str) -> dict[str, int]:
    """Count the settled rows of a plan by how they ended."""
    return dict(
        store.execute(
            "select outcome, count(*) from delivery_results where plan_id = ? group by outcome order by outcome",
            [plan_id],
        ).fetchall()
    )
