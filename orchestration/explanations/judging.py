"""Have the conditions judged by what the build file holds of the last refresh, or say why that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from orchestration.explanations.query import ONE_CUSTOMER, Verdict, ask, explanations_query
from orchestration.last_build import BuildUnfinishedError, LastBuild, read_last_build
from orchestration.project import Project
from orchestration.published import UnknownSegmentError
from orchestration.refresh.build_readers import RefreshUnderWayError, read_build
from orchestration.refresh.errors import NothingBuiltError, WarehouseBusyError, WarehouseFileError
from orchestration.refresh.history import PastRefresh
from orchestration.rendering import NotRenderedError, Render, render
from orchestration.specs import Segment, Specs


@dataclass(frozen=True)
class Judgement:
    """Hold the verdicts on one customer.

    Args:
        verdicts: the rows of each segment's definition, the whole first.
        definitions: hash each segment was built under.
        unknown: why there are no verdicts; None when there are.
    """

    verdicts: Mapping[str, list[Verdict]]
    definitions: Mapping[str, str]
    unknown: str | None = None


def judge(  # noqa: PLR0913, PLR0917 all of them different
    project: Project,
    specs: Specs,
    customer_id: str,
    codes: Iterable[str],
    refresh: PastRefresh,
    rendering: Render = render,
) -> Judgement:
    """Judge the segments that are defined, and those they read, by the values of the last refresh."""
    try:
        with _whole_build(project) as (connection, build):
            if build.refresh_id != refresh.refresh_id:
                return _unknown(str(BuildUnfinishedError(refresh.as_of)))
            segments = _with_read(specs, codes)
            if not segments:
                return Judgement({}, build.definitions)
            query = explanations_query(project, build, segments, _missing(build, specs), ONE_CUSTOMER, rendering)
            return Judgement(ask(connection, query, customer_id), build.definitions)
    except (
        NothingBuiltError,
        BuildUnfinishedError,
        NotRenderedError,
        RefreshUnderWayError,
        WarehouseBusyError,
        WarehouseFileError,
    ) as error:
        return _unknown(str(error))


def values_are_gone(refresh: PastRefresh) -> Judgement:
    """Say what cannot be known of a refresh that is not the last."""
    return _unknown(
        f"customers' values are kept for the last refresh only, and not those of {refresh.as_of:%Y-%m-%dT%H:%M:%SZ}; "
        "the shop's tables say what is true now, not what was true then"
    )


@contextmanager
def everybody_explained(project: Project, specs: Specs, code: str) -> Iterator[tuple[duckdb.DuckDBPyConnection, str]]:
    """Give the rows of segment_explanations of one segment for every customer, as a query to run inside the block."""
    if code not in specs.by_code:
        raise UnknownSegmentError(code, specs.by_code)
    with _whole_build(project) as (connection, build):
        query = explanations_query(project, build, [specs.by_code[code]], _missing(build, specs))
        yield connection, f"select * exclude (place) from ({query}) order by customer_id, place"  # noqa: S608 rendered


@contextmanager
def _whole_build(project: Project) -> Iterator[tuple[duckdb.DuckDBPyConnection, LastBuild]]:
    """Open the build file where all in it is of one refresh."""
    with read_build(project) as connection:
        build = read_last_build(connection, project.build_file)
        if not build.is_whole:
            raise BuildUnfinishedError(build.as_of)
        yield connection, build


def _unknown(reason: str) -> Judgement:
    return Judgement({}, {}, f"what the conditions found cannot be known: {reason}")


def _with_read(specs: Specs, codes: Iterable[str]) -> list[Segment]:
    """Give segments with all that they read, directly or not; those that are gone from the seeds have no definition."""
    found: dict[str, Segment] = {}
    waiting = [code for code in codes if code in specs.by_code]
    while waiting:
        segment = specs.by_code[waiting.pop()]
        if segment.code not in found:
            found[segment.code] = segment
            waiting += segment.reads
    return list(found.values())


def _missing(build: LastBuild, specs: Specs) -> dict[str, Segment]:
    """Give the segments without members yet: what reads them is judged by their definitions."""
    return {code: segment for code, segment in build.unbuilt(specs).items() if code not in build.definitions}
