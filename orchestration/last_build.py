"""What the build file holds since the last refresh, and what of the working tree it does not hold yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

import duckdb

from orchestration.refresh.errors import WRONG_USE, NothingBuiltError, RefreshError
from orchestration.refresh.history import successful_refreshes
from orchestration.refresh.warehouse import relation_exists
from orchestration.specs import Segment, Specs, definition_hash, measure_plan, segment_tree
from orchestration.specs.trees import Node

MEASURES = "segment_measures"
DEFINITIONS = "segment_definitions"
PREVIOUS = "operations.previous_refresh"


class NeverBuiltError(RefreshError):
    """Report a condition on a segment that has no members and no way to get any before a refresh."""

    exit_code = WRONG_USE

    def __init__(self, code: str) -> None:
        """Keep the segment that is missing."""
        self.code = code
        super().__init__(f"{code} is inactive and was never built; run `segments generate` and `segments refresh`")


class BuildUnfinishedError(RefreshError):
    """Report values that a later refresh, which did not finish, has begun to replace."""

    def __init__(self, as_of: datetime) -> None:
        """Keep the instant of the refresh whose values are gone."""
        self.as_of = as_of
        super().__init__(
            f"the values of {as_of:%Y-%m-%dT%H:%M:%SZ} are lost, because a later refresh began and did not finish; "
            "run `segments refresh`"
        )


@dataclass(frozen=True)
class LastBuild:
    """Say what was built last.

    Args:
        as_of: instant of the last successful refresh, UTC, without a zone as the warehouse keeps it.
        refresh_id: its key.
        is_whole: whether everything is of that refresh; not so when a later one began and was not finished.
        columns: columns of segment_measures.
        definitions: hash of the definition of each segment.
    """

    as_of: datetime
    refresh_id: str
    is_whole: bool
    columns: frozenset[str]
    definitions: Mapping[str, str]

    def measures(self, segments: Iterable[Segment]) -> list[dict[str, object]]:
        """Give the measures segments need as the macros take them, each saying whether it is built."""
        return [
            {"column": measure.column, "is_built": self.columns.issuperset(measure.columns)} | measure.literal()
            for measure in measure_plan(segments)
        ]

    def unbuilt(self, specs: Specs) -> dict[str, Segment]:
        """Give the segments whose members a build would find anew: changed themselves, or reading one that is."""
        anew = {
            segment.code: segment
            for segment in specs.segments
            if segment.is_active and self.definitions.get(segment.code) != definition_hash(segment)
        }
        while more := [
            segment
            for segment in specs.segments
            if segment.code not in anew
            and segment.is_active
            and segment.kind == "dynamic"
            and not anew.keys().isdisjoint(segment.reads)
        ]:
            anew |= {segment.code: segment for segment in more}
        return anew


def read_last_build(connection: duckdb.DuckDBPyConnection, path: Path) -> LastBuild:
    """Ask the build file what it holds."""
    past = successful_refreshes(connection)
    if not past or not relation_exists(connection, "main", MEASURES):
        raise NothingBuiltError(path)
    columns = connection.execute(f"select column_name from (describe main.{MEASURES})").fetchall()  # noqa: S608 constants
    definitions = connection.execute(f"select segment_code, definition_hash from main.{DEFINITIONS}").fetchall()  # noqa: S608 constants
    begun = connection.execute(
        f"select count(*) from {PREVIOUS} where refresh_id = ?",  # noqa: S608 constants
        [past[-1].refresh_id],
    ).fetchone()
    return LastBuild(
        as_of=past[-1].as_of,
        refresh_id=past[-1].refresh_id,
        is_whole=begun == (0,),
        columns=frozenset(name for (name,) in columns),
        definitions=dict(definitions),
    )


@dataclass(frozen=True)
class Inlining:
    """Put the definitions of segments that are not built in the place of conditions that read their members.

    Args:
        unbuilt: the segments to put in, by code.
        built: codes of the segments that have members.
    """

    unbuilt: Mapping[str, Segment]
    built: frozenset[str]

    def tree(self, node: Node) -> Node:
        """Give a tree that reads only members of segments that are built."""
        for connective in ("all", "any", "none"):
            children = node.get(connective)
            if isinstance(children, list):
                return {connective: [self.tree(child) for child in children]}
        if node["field"] != "segment":
            return node
        codes = cast("list[str]", node["values"])
        kept = [code for code in codes if code not in self.unbuilt]
        for code in kept:
            if code not in self.built:
                raise NeverBuiltError(code)
        inlined = [self.tree(segment_tree(self.unbuilt[code])) for code in codes if code in self.unbuilt]
        if not inlined:
            return node
        members = [{**node, "operator": "in", "values": kept}] if kept else []
        return {"none" if node["operator"] == "not_in" else "any": [*members, *inlined]}

    def readers(self, segments: Iterable[Segment]) -> list[Segment]:
        """Give segments with those whose definitions are put into theirs."""
        found = {segment.code: segment for segment in segments}
        waiting = list(found.values())
        while waiting:
            read = [self.unbuilt[code] for code in waiting.pop().reads if code in self.unbuilt]
            waiting += [segment for segment in read if segment.code not in found]
            found |= {segment.code: segment for segment in read}
        return list(found.values())
