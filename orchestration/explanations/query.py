"""Ask the warehouse why: the rows of `segment_explanations` for a definition, as the macros answer them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal

import duckdb

from orchestration.last_build import Inlining, LastBuild
from orchestration.project import Project
from orchestration.refresh.dbt_settings import project_environment
from orchestration.rendering import Render, render
from orchestration.specs import Condition, Segment, condition_node
from orchestration.specs.groups import GroupPath, connective
from orchestration.specs.literals import flat_literal, row_literals, text_literal, tree_literal
from orchestration.specs.trees import Node

# Who is asked about is a parameter of the statement, so that no text that may be logged holds it.
ONE_CUSTOMER = "$customer_id"

WORDS = {"all": "all of", "any": "any of", "none": "none of"}


@dataclass(frozen=True)
class Verdict:
    """Hold one row of segment_explanations.

    Args:
        group: path of the group a condition is in; of a group itself, its own; of the whole, empty.
        condition: the condition in words; of a group, its connective.
        field: the field of a condition; None for a group.
        scope: what narrows it, as the seed writes it.
        operator: the operator.
        threshold: what is compared with; dates as they are at that refresh.
        actual: the customer's value; None when it is missing.
        found: of a list or of segments, which of the threshold's values are there.
        holds: whether the condition or group holds.
        distance: how far the value is from the threshold, days for dates; None where there is nothing to measure.
    """

    group: str
    condition: str
    field: str | None
    scope: str | None
    operator: str | None
    threshold: str | None
    actual: str | None
    found: str | None
    holds: bool
    distance: Decimal | None


def explanations_query(  # noqa: PLR0913, PLR0917 all of them different
    project: Project,
    build: LastBuild,
    segments: Iterable[Segment],
    unbuilt: Mapping[str, Segment],
    customer: str = "",
    rendering: Render = render,
) -> str:
    """Give the SQL of segment_explanations for some segments.

    Args:
        project: the project.
        build: what the build file holds.
        segments: the segments to explain.
        unbuilt: segments whose definitions stand in for members they do not have yet.
        customer: SQL of the one customer to explain; everybody when empty.
        rendering: what makes SQL of macros.
    """
    variables = {**project_environment(project), "SEGMENTS_AS_OF": f"{build.as_of:%Y-%m-%dT%H:%M:%S}"}
    template = _template(build, list(segments), Inlining(unbuilt, frozenset(build.definitions)), customer)
    return rendering(project, template, variables)


def ask(connection: duckdb.DuckDBPyConnection, query: str, customer_id: str) -> dict[str, list[Verdict]]:
    """Give the rows of one customer by segment, in the order of the definition; none when there is no such customer."""
    columns = ", ".join(f'"{column.name}"' for column in fields(Verdict))
    rows = connection.execute(
        f"select segment_code, {columns} from ({query}) order by segment_code, place",  # noqa: S608 rendered by macros
        {ONE_CUSTOMER.removeprefix("$"): customer_id},
    ).fetchall()
    verdicts: dict[str, list[Verdict]] = {}
    for code, *values in rows:
        verdicts.setdefault(code, []).append(Verdict(*values))
    return verdicts


def _template(build: LastBuild, segments: list[Segment], inlining: Inlining, customer: str) -> str:
    rows = {segment.code: _Rows(inlining) for segment in segments}
    for segment in segments:
        rows[segment.code].add(segment)
    lines = [line for code in rows for line in rows[code].lines(code)]
    listed = ", ".join(f"{{'code': {text_literal(code)}, 'rows': rows_of_{code}}}" for code in rows)
    measures = row_literals(build.measures(inlining.readers(segments)))
    call = f"measures={measures}, segments=[{listed}], customer={text_literal(customer)}"
    return "\n".join([*lines, f"{{{{ customer_segments.segment_explanations({call}) }}}}"])


@dataclass
class _Rows:
    """Write the rows of one definition as statements that give each node a name; groups are made of named nodes."""

    inlining: Inlining
    _statements: list[str] = field(default_factory=list)
    _children: dict[GroupPath, list[str]] = field(default_factory=lambda: {(): []})
    _rows: list[tuple[GroupPath, str]] = field(default_factory=list)

    def add(self, segment: Segment) -> None:
        for condition in segment.conditions:
            path = () if condition.group == ("all",) else condition.group
            self._open(path)
            node = f"node_{len(self._rows)}"
            self._name(node, self.inlining.tree(condition_node(condition)))
            self._children[path].append(node)
            self._rows.append((path, self._condition_row(condition, node)))

    def lines(self, code: str) -> list[str]:
        """Give the statements; the last names the list of rows, each group before what is in it."""
        groups = {path: f"group_of_{number}" for number, path in enumerate(self._children)}
        made = [
            f"{{% set {groups[path]} = {{{_word(path)!r}: [{', '.join(self._members(path, groups))}]}} %}}"
            for path in sorted(self._children, key=len, reverse=True)
        ]
        ordered = [row for path in groups for row in (_group_row(path, groups[path]), *self._rows_in(path))]
        listed = "".join(f"    {row},\n" for row in ordered)
        return [*self._statements, *made, f"{{% set rows_of_{code} = [\n{listed}] %}}"]

    def _open(self, path: GroupPath) -> None:
        if path not in self._children:
            self._open(_parent(path))
            self._children[path] = []

    def _members(self, path: GroupPath, groups: Mapping[GroupPath, str]) -> list[str]:
        inner = [name for inside, name in groups.items() if inside and _parent(inside) == path]
        return [*self._children[path], *inner]

    def _rows_in(self, path: GroupPath) -> list[str]:
        return [row for inside, row in self._rows if inside == path]

    def _name(self, name: str, node: Node) -> None:
        statements, literal = tree_literal(node)
        self._statements += [*statements, f"{{% set {name} = {literal} %}}"]

    def _condition_row(self, condition: Condition, node: str) -> str:
        values = sorted(set(condition.values))
        texts = {
            "group": "/".join(condition.group),
            "condition": str(condition),
            "field": condition.field,
            "scope": condition.written_scope,
            "threshold": condition.written_value,
            "values": values,
            "test": condition_node(condition),
        }
        parts = []
        if condition.field == "segment":
            for number, code in enumerate(values):
                parts.append(f"{node}_{number}")
                single = condition.model_copy(update={"operator": "in", "values": (code,)})
                self._name(parts[-1], self.inlining.tree(condition_node(single)))
        return f"{flat_literal(texts)[:-1]}, 'node': {node}, 'parts': [{', '.join(parts)}]}}"


def _parent(path: GroupPath) -> GroupPath:
    """Give the group a group is in; the bare `all` at the top is the whole definition itself."""
    return () if path[:-1] == ("all",) else path[:-1]


def _word(path: GroupPath) -> str:
    return connective(path[-1]) if path else "all"


def _group_row(path: GroupPath, name: str) -> str:
    texts = {"group": "/".join(path), "condition": WORDS[_word(path)]}
    return f"{flat_literal(texts)[:-1]}, 'node': {name}}}"
