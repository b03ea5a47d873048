"""`segments refresh`: the main job, from the shop's files to the published one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from orchestration.commands.terminal import (
    Format,
    instant,
    messages,
    new_table,
    percent,
    results,
    whole,
    write_json,
)
from orchestration.commands.watch import watching
from orchestration.contracts import ContractResult, broken, contract_results, written_contracts
from orchestration.project import Project, find_project
from orchestration.published import (
    PublishedRefresh,
    RejectedCount,
    SegmentSize,
    last_refresh,
    open_published,
    rejected_counts,
    segment_sizes,
)
from orchestration.refresh.errors import RefreshStoppedError
from orchestration.refresh.start import parse_as_of, start_refresh
from orchestration.refresh.steps import run_refresh


def run(
    context: typer.Context,
    as_of: Annotated[
        str | None, typer.Option(metavar="T", help="Instant to evaluate at, ISO 8601; without a zone it is UTC.")
    ] = None,
    *,
    full: Annotated[bool, typer.Option("--full", help="Recompute everything instead of what changed.")] = False,
    output: Annotated[Format, typer.Option("--format", help="How to write the result.")] = Format.table,
) -> None:
    """Run every step, then show the segments as they are published."""
    project = find_project(context.obj)
    refresh = start_refresh(project, parse_as_of(as_of) if as_of else None, full=full)
    try:
        with watching() as observe:
            run_refresh(refresh, observe, door="segments refresh")
    except KeyboardInterrupt:
        raise RefreshStoppedError from None
    with open_published(project) as connection:
        done, sizes, rejected = last_refresh(connection), segment_sizes(connection), rejected_counts(connection)
        contracts = contract_results(connection, written_contracts(project))
    if output is Format.json:
        write_json(
            {
                "refresh": done,
                "segments": sizes,
                "rejected": rejected,
                "contracts": contracts,
                "published": project.published_file,
            }
        )
    else:
        _show(project, done, sizes, rejected, broken(contracts))


def _show(
    project: Project,
    done: PublishedRefresh,
    sizes: list[SegmentSize],
    rejected: list[RejectedCount],
    broken_contracts: Sequence[ContractResult],
) -> None:
    console = results()
    console.print(_sizes_table(sizes))
    if rejected:
        console.print()
        console.print(_rejected_table(rejected))
    if broken_contracts:
        console.print()
        console.print(_contracts_table(broken_contracts))
    took = "" if done.seconds is None else f" in {done.seconds:.1f} s"
    where = escape(str(project.published_file))
    messages().print(f"published {where} as of {instant(done.as_of)}{took}", soft_wrap=True)


def _sizes_table(sizes: list[SegmentSize]) -> Table:
    numbers = ("members", "share", "entered", "exited")
    table = new_table("segment", "code", *numbers, numbers=numbers)
    for size in sizes:
        table.add_row(
            escape(size.name),
            size.code,
            whole(size.members),
            percent(size.share),
            whole(size.entered),
            whole(size.exited),
        )
    return table


def _rejected_table(rejected: list[RejectedCount]) -> Table:
    table = new_table("table", "rejected rows", "reason", numbers=("rejected rows",))
    for count in rejected:
        table.add_row(count.table, whole(count.rows), escape(count.reason))
    return table


def _contracts_table(contracts: Sequence[ContractResult]) -> Table:
    table = new_table("broken contract of", "rule", "found", "written in")
    for contract in contracts:
        table.add_row(contract.segment_code, escape(contract.demand), escape(contract.finding), contract.place)
    return table
