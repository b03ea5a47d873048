"""`segments show`: one segment, as it is defined and as it was last published."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer
from rich.markup import escape

from orchestration.commands.definition import condition_rows, definition_tree
from orchestration.commands.terminal import (
    Format,
    instant,
    messages,
    new_table,
    percent,
    results,
    sparkline,
    whole,
    write_json,
)
from orchestration.contracts import ContractResult, contract_results
from orchestration.faults import FaultsError
from orchestration.project import Project, find_project
from orchestration.published import (
    EventCount,
    RefreshSize,
    SegmentSize,
    UnknownSegmentError,
    event_counts,
    open_published,
    segment_sizes,
    sizes_over_time,
)
from orchestration.refresh.errors import NothingPublishedError
from orchestration.specs import Segment, Specs, in_words, read_specs


@dataclass(frozen=True)
class Publication:
    """Hold what the published file says of the segments, and of one in particular."""

    sizes: dict[str, SegmentSize]
    past: list[RefreshSize]
    events: list[EventCount]
    contracts: list[ContractResult]


def run(
    context: typer.Context,
    code: Annotated[str, typer.Argument(help="The segment.", metavar="CODE")],
    output: Annotated[Format, typer.Option("--format", help="How to write the result.")] = Format.table,
) -> None:
    """Show the definition as it stands in the seeds, the size, and what the last refreshes changed."""
    project = find_project(context.obj)
    specs = _specs(project)
    defined = specs.by_code
    publication = _publication(project, code, specs)
    segment, size = defined.get(code), publication.sizes.get(code)
    if segment is None and size is None:
        raise UnknownSegmentError(code, {**defined, **publication.sizes})
    if output is Format.json:
        write_json(
            {
                "code": code,
                "definition": segment and segment.model_dump(exclude={"line", "conditions"}),
                "words": segment and in_words(segment),
                "conditions": segment and condition_rows(segment),
                "size": size,
                "past": publication.past,
                "events": publication.events,
                "contracts": publication.contracts,
            }
        )
        return
    _show_definition(code, segment, size)
    if size is None:
        messages().print(f"{code} is not published yet; run `segments refresh`")
    else:
        _show_size(size, publication)


def _specs(project: Project) -> Specs:
    try:
        return read_specs(project)
    except FaultsError:
        messages().print("the seeds have faults, so definitions are not shown; see `segments validate`")
        return Specs(segments=())


def _publication(project: Project, code: str, specs: Specs) -> Publication:
    try:
        with open_published(project) as connection:
            return Publication(
                sizes={size.code: size for size in segment_sizes(connection)},
                past=sizes_over_time(connection, code),
                events=event_counts(connection, code),
                contracts=[
                    result for result in contract_results(connection, specs.contracts) if result.segment_code == code
                ],
            )
    except NothingPublishedError:
        return Publication({}, [], [], [])


def _show_definition(code: str, segment: Segment | None, size: SegmentSize | None) -> None:
    console = results()
    known = segment or size
    if known is not None:
        state = "" if known.is_active else ", inactive"
        owner = f", owner {escape(known.owner)}" if known.owner else ""
        console.print(f"[bold]{escape(known.name)}[/bold] ({code}), {known.kind}{state}{owner}", soft_wrap=True)
    if segment is not None:
        if segment.description:
            console.print(escape(segment.description), soft_wrap=True)
        console.print(escape(in_words(segment)), soft_wrap=True)
        console.print(definition_tree(segment))


def _show_size(size: SegmentSize, publication: Publication) -> None:
    console = results()
    past = sparkline(size.past_members)
    console.print(f"\n{whole(size.members)} members, {percent(size.share)} of customers  {past}")
    numbers = ("members", "entered", "exited", "customers")
    table = new_table("as of", *numbers[:3], numbers=numbers)
    for one in publication.past:
        table.add_row(instant(one.as_of), whole(one.members), whole(one.entered), whole(one.exited))
    console.print(table)
    if publication.contracts:
        table = new_table("contract", "severity", "state", "found", "written in")
        for contract in publication.contracts:
            state = "holds" if contract.holds else "broken"
            cells = (contract.demand, contract.severity, state, contract.finding, contract.place)
            table.add_row(*map(escape, cells))
        console.print()
        console.print(table)
    if publication.events:
        table = new_table("as of", "event", "cause", "customers", numbers=numbers)
        for event in publication.events:
            table.add_row(instant(event.as_of), event.event, event.cause, whole(event.customers))
        console.print()
        console.print(table)
