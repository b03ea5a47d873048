"""`segments erase`: forget customers everywhere, and show that nothing of them is left."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from orchestration.commands.terminal import Format, counted, messages, new_table, results, whole, write_json
from orchestration.commands.watch import watching
from orchestration.erasure.erasing import Report, erase
from orchestration.erasure.errors import NO, IdsFileError, NobodyToEraseError, NotConfirmedError
from orchestration.erasure.search import Search
from orchestration.project import find_project
from orchestration.refresh.lock import refresh_lock
from orchestration.refresh.start import start_refresh

STANDARD_INPUT = Path("-")


def run(  # noqa: PLR0913 one argument per option
    context: typer.Context,
    customer_ids: Annotated[list[str] | None, typer.Argument(help="Who.", metavar="CUSTOMER_ID")] = None,
    *,
    ids_file: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="One id on each line; - reads from the input.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask: it cannot be undone.")] = False,
    in_advance: Annotated[
        bool, typer.Option("--in-advance", help="Take ids that are found nowhere yet, to keep them out.")
    ] = False,
    output: Annotated[Format, typer.Option("--format", help="How to write the report.")] = Format.table,
) -> None:
    """Remove customers from every relation, history, export and published copy, and search for what is left."""
    asked = list(dict.fromkeys([*(customer_ids or []), *(_read_ids(ids_file) if ids_file else [])]))
    if not asked:
        raise NobodyToEraseError
    if not yes:
        _confirm(len(asked))
    project = find_project(context.obj)
    with watching() as observe, refresh_lock(start_refresh(project), "segments erase"):
        report = erase(project, asked, observe, in_advance=in_advance)
    if output is Format.json:
        write_json(report)
    else:
        _show(report, project.root)
    if report.search.findings:
        raise typer.Exit(NO)


def _read_ids(path: Path) -> list[str]:
    """Read one id per line; ids may hold anything but the end of a line."""
    try:
        text = sys.stdin.read() if path == STANDARD_INPUT else path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise IdsFileError(str(path), getattr(error, "strerror", None) or "it is not UTF-8") from error
    return [line.removesuffix("\r") for line in text.split("\n") if line.strip()]


def _confirm(number: int) -> None:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise NotConfirmedError(was_asked=False)
    if not typer.confirm(f"Erase {counted(number, 'customer')} everywhere, for good?", err=True):
        raise NotConfirmedError(was_asked=True)


def _show(report: Report, root: Path) -> None:
    console = results()
    if report.removed:
        table = new_table(
            "file", "relation", "rows removed", "made anonymous", numbers=("rows removed", "made anonymous")
        )
        for removed in report.removed:
            table.add_row(
                escape(_name(removed.file, root)),
                removed.relation or "–",
                whole(removed.rows),
                whole(removed.made_anonymous),
            )
        console.print(table)
        console.print()
    search = report.search
    console.print(
        f"{counted(report.customers, 'customer')} erased; searched {counted(search.relations, 'relation')} and "
        f"{counted(search.files, 'file')} for {counted(search.values, 'value')}: ids, e-mail addresses, phone numbers",
        soft_wrap=True,
    )
    for line in _exceptions(search):
        console.print(line)
    for destination in search.still_on:
        console.print(
            f"still on the list of {destination}: `segments sync plan {destination}` takes them off; until that is "
            "applied, their address is kept for it",
            soft_wrap=True,
        )
    for finding in search.findings:
        where = f"{finding.relation} of " if finding.relation else ""
        console.print(f"found: {where}{escape(_name(finding.file, root))}", soft_wrap=True)
    console.print(f"findings: {len(search.findings)}")
    messages().print("the next refresh ends the memberships that are now nobody's", soft_wrap=True)


def _exceptions(search: Search) -> list[str]:
    lines = []
    if search.values_too_short:
        lines.append(
            f"{counted(search.values_too_short, 'value')} too short to tell apart in text: "
            "searched for in the columns of customers' ids only"
        )
    if search.values_shared:
        lines.append(f"{counted(search.values_shared, 'value')} not searched for: another customer has the same")
    return lines


def _name(path: Path, root: Path) -> str:
    return str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
