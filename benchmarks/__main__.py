"""`python -m benchmarks`: measure everything, or a part of it on a smaller shop."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.experiments import EXPERIMENTS
from benchmarks.laboratory import Laboratory, NotTheSameWorkError, Sizes
from benchmarks.machine import describe_machine
from benchmarks.measuring import CommandFailedError
from benchmarks.report import write_report

HERE = Path(__file__).parent
WORK = HERE.parent / "build" / "benchmarks"
DEFAULT = Sizes()

messages = Console(stderr=True)


def main(  # noqa: PLR0913, PLR0917 each is an option of the command
    only: Annotated[list[str] | None, typer.Option(help=f"Experiments to run: {', '.join(EXPERIMENTS)}; all.")] = None,
    customers: Annotated[int, typer.Option(help="Customers of the main shop.")] = DEFAULT.customers,
    segments: Annotated[int, typer.Option(help="Segments of the main shop.")] = DEFAULT.segments,
    many_segments: Annotated[int, typer.Option(help="What a thousand segments are.")] = DEFAULT.many_segments,
    many_segments_customers: Annotated[
        int, typer.Option(help="Customers beside them.")
    ] = DEFAULT.many_segments_customers,
    memory_customers: Annotated[
        int, typer.Option(help="Customers when memory is measured.")
    ] = DEFAULT.memory_customers,
    contacts: Annotated[int, typer.Option(help="Contacts of the reported shape.")] = DEFAULT.contacts,
    axes: Annotated[int, typer.Option(help="Segments when BI asks.")] = DEFAULT.axes,
    growth_customers: Annotated[str, typer.Option(help="Sizes of the growing shop.")] = "100000,1000000,3000000",
    growth_segments: Annotated[str, typer.Option(help="Numbers of the growing segments.")] = "10,100,1000",
    work: Annotated[
        Path, typer.Option(help="Folder for shops and warehouses; kept, so that shops are made once.")
    ] = WORK,
    results: Annotated[Path, typer.Option(help="File the numbers are added to.")] = HERE / "results.json",
    report: Annotated[Path, typer.Option(help="Page that is written from the numbers.")] = HERE / "RESULTS.md",
) -> None:
    """Measure the project against hand-written SQL, stock dbt and Polars, and write RESULTS.md with a chart."""
    sizes = Sizes(
        customers, segments, many_segments, many_segments_customers, _numbers(growth_customers),
        _numbers(growth_segments), memory_customers, contacts, axes,
    )  # fmt: skip
    work = work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    laboratory = Laboratory(work, sizes, lambda text: messages.print(text, highlight=False, soft_wrap=True))
    kept = json.loads(results.read_text(encoding="utf-8")) if results.exists() else {"results": {}}
    kept["machine"] = describe_machine()
    kept.pop("note", None)  # it was about the numbers that are replaced
    for name in only or list(EXPERIMENTS):
        rows: list[dict[str, object]] = []
        kept["results"][name] = {"measured_at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", "rows": rows}
        try:
            # What has been measured is written at once: a run takes an hour, and may be stopped.
            for row in EXPERIMENTS[name](laboratory):
                rows.append(asdict(row))
                results.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
                write_report(kept, report)
        except (NotTheSameWorkError, CommandFailedError) as error:
            messages.print(f"[red]{name}[/]: {error}", soft_wrap=True)
            raise typer.Exit(3) from error
    messages.print(f"written: {report}")


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split(",") if number)


if __name__ == "__main__":
    typer.run(main)
