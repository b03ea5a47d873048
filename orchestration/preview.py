"""Count who a definition would have as members, without building it and without writing to the warehouse.

The SQL comes from the same macros as the models, over what the last refresh built and as of its instant.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb

from orchestration.project import Project
from orchestration.refresh.dbt_run import compile_inline
from orchestration.refresh.dbt_settings import environment, project_arguments, project_environment
from orchestration.refresh.errors import NothingBuiltError
from orchestration.refresh.history import successful_refreshes
from orchestration.refresh.packages import install_packages
from orchestration.refresh.progress import ignore
from orchestration.refresh.warehouse import read_warehouse
from orchestration.specs import Segment, TopGroup, measures_of, top_groups
from orchestration.specs.literals import row_literals, tree_literal

SAMPLE = 10


@dataclass(frozen=True)
class PreviewStep:
    """Say how many customers are left after one more top-level group.

    Args:
        group: the group as the seed names it.
        conditions: its conditions in words.
        members: customers for whom this group and all before it hold.
    """

    group: str
    conditions: tuple[str, ...]
    members: int


@dataclass(frozen=True)
class Preview:
    """Hold the answer.

    Args:
        code: the segment.
        as_of: instant it was counted at, UTC: that of the last refresh.
        customers: customers there are.
        members: customers the definition holds for.
        share: members per customer, 0 to 1.
        steps: the size after each top-level group.
        sample: a few members, always the same ones of the same members.
    """

    code: str
    as_of: datetime
    customers: int
    members: int
    share: float
    steps: tuple[PreviewStep, ...]
    sample: tuple[str, ...]


def preview(project: Project, segment: Segment) -> Preview:
    """Count a segment's definition step by step over the last refresh."""
    as_of = _built_as_of(project)
    groups = top_groups(segment)
    variables = {**project_environment(project), "SEGMENTS_AS_OF": f"{as_of:%Y-%m-%dT%H:%M:%S}"}
    with environment(variables):
        install_packages(project, ignore, "preview")
        query = compile_inline(project, preview_template(groups), project_arguments(project))
    with read_warehouse(project.build_file) as connection:
        return _count(connection, query, segment, groups, as_of)


def preview_template(groups: tuple[TopGroup, ...]) -> str:
    """Write the macro call that gives one row per customer with a boolean for each group."""
    measures = {measure.column: measure for group in groups for row in group.conditions for measure in measures_of(row)}
    planned = row_literals([{"column": column} | measure.literal() for column, measure in sorted(measures.items())])
    statements, tree = tree_literal({"all": [group.root for group in groups]})
    return "\n".join(
        [
            *statements,
            f"{{% set tree = {tree} %}}",
            f"{{{{ customer_segments.segment_preview(measures={planned}, groups=tree['all']) }}}}",
        ]
    )


def _built_as_of(project: Project) -> datetime:
    if not project.build_file.exists():
        raise NothingBuiltError(project.build_file)
    with read_warehouse(project.build_file) as connection:
        past = successful_refreshes(connection)
    if not past:
        raise NothingBuiltError(project.build_file)
    return past[-1].as_of


def _count(
    connection: duckdb.DuckDBPyConnection, query: str, segment: Segment, groups: tuple[TopGroup, ...], as_of: datetime
) -> Preview:
    """Run the query once, into memory, and ask it everything."""
    connection.execute(f"create temp table previewed as {query}")
    held = [" and ".join(f"group_{number}" for number in range(1, last + 1)) for last in range(1, len(groups) + 1)]
    counts = ", ".join(f"count(*) filter ({condition})" for condition in held)
    customers, *sizes = connection.execute(f"select count(*), {counts} from previewed").fetchall()[0]  # noqa: S608 ours
    sample = connection.execute(
        f"select customer_id from previewed where {held[-1]} order by md5(customer_id) limit {SAMPLE}"  # noqa: S608 ours
    ).fetchall()
    steps = tuple(
        PreviewStep(group.label, tuple(map(str, group.conditions)), members)
        for group, members in zip(groups, sizes, strict=True)
    )
    share = sizes[-1] / customers if customers else 0.0
    names = tuple(sorted(customer_id for (customer_id,) in sample))
    return Preview(segment.code, as_of, customers, sizes[-1], share, steps, names)
