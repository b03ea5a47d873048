"""RESULTS.md: the bars first, then every number, then what it was measured on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.bars import bars
from benchmarks.chart import draw_chart

TITLES = {
    "refreshes": "Refreshes and the history step",
    "dagster": "The Dagster job",
    "polars": "Polars",
    "many-segments": "A thousand segments",
    "contacts": "The reported shape: 260,000 contacts, 100 segments",
    "growth": "Growth",
    "memory": "Memory",
    "analytics": "Analytics",
}

INTRODUCTION = """\
# Results

Written by `make bench`; [README.md](README.md) says what is measured and how. Seconds are wall time of a process of
its own, CPU seconds are of it and its children, memory is the most they held at one time. Ratios hold between numbers
of one table only. Where the load before a run was more than a few tenths, others used the machine too: then CPU seconds
say more than wall time.
"""


def write_report(kept: Mapping[str, Any], page: Path) -> None:
    """Write the page and the chart beside it."""
    chart = page.with_name("results.svg")
    by_experiment = {name: measured["rows"] for name, measured in kept["results"].items()}
    drawn = draw_chart(by_experiment, chart)
    lines = [INTRODUCTION]
    if kept.get("note"):
        lines += [kept["note"], ""]
    lines += _bars({name: by_experiment[name] for name in _comparable(kept["results"])})
    if drawn:
        lines += [f"![What refreshes take]({chart.name})", ""]
    for name, measured in kept["results"].items():
        lines += [f"## {TITLES[name]}", "", f"Measured {measured['measured_at']}.", "", *_table(measured["rows"])]
        lines += _parts(measured["rows"])
    lines += ["## Machine and versions", "", "| | |", "|---|---|"]
    lines += [f"| {name} | {value} |" for name, value in kept["machine"].items()]
    page.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def _comparable(results: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Leave out the Dagster job where it was not measured on the day of what it is compared with."""
    days = {name: str(measured["measured_at"]).partition(" ")[0] for name, measured in results.items()}
    return [name for name in results if name != "dagster" or days[name] == days.get("refreshes", days[name])]


def _bars(results: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    judged = list(bars(results))
    if not judged:
        return
    yield "| promise | measured | at most | | CPU seconds, by hand = 1 |"
    yield "|---|--:|--:|---|--:|"
    for bar in judged:
        verdict = "holds" if bar.holds else "**missed**"
        yield f"| {bar.promise} | {bar.measured} | {bar.allowed} | {verdict} | {bar.cpu_ratio} |"
    yield ""


def _table(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "| what | who | customers | segments | seconds | CPU s | peak MiB | load before | |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|---|"
    for row in rows:
        cpu = f"{row['cpu_seconds']:.1f}" if row["cpu_seconds"] else ""
        peak = f"{row['peak_mib']:,}" if row["peak_mib"] else ""
        yield (
            f"| {row['experiment']} | {row['subject']} | {row['customers']:,} | {row['segments']:,} "
            f"| {row['seconds']:.2f} | {cpu} | {peak} | {row.get('load') or ''} | {row['note']} |"
        )
    yield ""


SLOWEST = 12


def _parts(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Say where the time went: the parts of the hand-written refresh, the slowest nodes of dbt."""
    for row in rows:
        if row["experiment"] not in ("full", "incremental") or not row["parts"]:
            continue
        slowest = sorted(row["parts"].items(), key=lambda part: -part[1])[:SLOWEST]
        listed = ", ".join(f"{name} {seconds:.1f}" for name, seconds in slowest if seconds >= 0.05)
        yield f"Where the time of {row['subject']}, {row['experiment']}, went (s): {listed}."
        yield ""
