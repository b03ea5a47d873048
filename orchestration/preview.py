"""Count who a definition would have as members, without building it and without writing to the warehouse.

The SQL comes from the same macros as the models, over what the last refresh built and as of its instant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import duckdb

from orchestration.last_build import Inlining, LastBuild, read_last_build
from orchestration.project import Project
from orchestration.refresh.build_readers import read_build
from orchestration.refresh.dbt_settings import project_environment
from orchestration.rendering import render
from orchestration.specs import Segment, Specs, TopGroup, top_groups
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
        is_whole: whether all that was looked at is of that refresh; not so when a later one was not finished.
        customers: customers there are.
        members: customers the definition holds for.
        share: members per customer, 0 to 1.
        steps: the size after each top-level group.
        sample: a few members, always the same ones of the same members.
    """

    code: str
    as_of: datetime
    is_whole: bool
    customers: int
    members: int
    share: float
    steps: tuple[PreviewStep, ...]
    sample: tuple[str, ...]


def preview(project: Project, specs: Specs, code: str) -> Preview:
    """Count a segment's definition step by step over the last refresh.

    What the definition names and no refresh knows yet, be it a measure or another segment, is worked out on the way.
    """
    segment = specs.by_code[code]
    groups = top_groups(segment)
    with read_build(project) as connection:
        build = read_last_build(connection, project.build_file)
        variables = {**project_environment(project), "SEGMENTS_AS_OF": f"{build.as_of:%Y-%m-%dT%H:%M:%S}"}
        template = preview_template(segment, build, build.unbuilt(specs))
        query = render(project, template, variables)
        return _count(connection, query, segment, groups, build)


def preview_template(segment: Segment, build: LastBuild, unbuilt: Mapping[str, Segment]) -> str:
    """Write the macro call that gives one row per customer with a boolean for each group."""
    inlining = Inlining(unbuilt, frozenset(build.definitions))
    statements, tree = tree_literal({"all": [inlining.tree(group.root) for group in top_groups(segment)]})
    measures = row_literals(build.measures(inlining.readers([segment])))
    return "\n".join(
        [
            *statements,
            f"{{% set tree = {tree} %}}",
            f"{{{{ customer_segments.segment_preview(measures={measures}, groups=tree['all']) }}}}",
        ]
    )


def _count(
    connection: duckdb.DuckDBPyConnection, query: str, segment: Segment, groups: tuple[TopGroup, ...], build: LastBuild
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
    return Preview(segment.code, build.as_of, build.is_whole, customers, sizes[-1], share, steps, names)
