"""The bars of the project, as ratios of one run: what was promised, what was measured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.analytics_queries import TABLE

Row = Mapping[str, object]


@dataclass(frozen=True)
class Bar:
    """Hold one promise and what came out: `measured` has to be at most `allowed`."""

    promise: str
    measured: str
    allowed: str
    holds: bool
    cpu_ratio: str = ""


def bars(results: Mapping[str, Sequence[Row]]) -> Iterator[Bar]:
    """Judge every promise there are numbers for."""
    rows = [row for experiment in results.values() for row in experiment]
    full = _seconds(rows, "full", "segments refresh")
    by_hand = _seconds(rows, "full", "hand-written SQL")
    if full and by_hand:
        allowed = 1.5 * by_hand + 10
        ratio = _cpu_ratio(rows, "full", "segments refresh")
        yield _at_most("full refresh from the command line", full, allowed, "1.5 × by hand + 10 s", ratio)
        dagster = _seconds(rows, "full", "Dagster job")
        if dagster:
            ratio = _cpu_ratio(rows, "full", "Dagster job")
            yield _at_most("full refresh by the Dagster job", dagster, allowed + 10, "1.5 × by hand + 20 s", ratio)
    incremental = _seconds(rows, "incremental", "segments refresh")
    incremental_by_hand = _seconds(rows, "incremental", "hand-written SQL")
    if full and incremental and incremental_by_hand:
        yield _at_most("incremental refresh, 1 % of customers", incremental, 0.15 * full, "15 % of the full refresh")
        allowed = 2 * incremental_by_hand + 10
        ratio = _cpu_ratio(rows, "incremental", "segments refresh")
        yield _at_most("incremental refresh, 1 % of customers", incremental, allowed, "2 × by hand + 10 s", ratio)
    own = _seconds(rows, "history", "history step of segments refresh")
    diff = _seconds(rows, "history", "raw anti-join diff")
    stock = _seconds(rows, "history", "stock dbt snapshot (node)")
    if own and diff and stock:
        yield _at_most("history step", own, 2 * diff, "2 × the raw diff")
        yield _at_most("history step", own, stock / 4, "a quarter of stock dbt snapshot")
    many = _seconds(rows, "many segments", "segments refresh")
    statements = _seconds(rows, "many segments", "hand-written SQL")
    empty = _seconds(rows, "many segments", "dbt build of as many empty views")
    if many and statements and empty:
        allowed = 3 * (statements + empty)
        yield _at_most("1,000 segments, parsed, built and published", many, allowed, "3 × (by hand + empty views)")
    asked = _seconds(rows, "query", TABLE)
    if asked:
        yield Bar("revenue by segment and month, asked by BI", f"{asked:.3f} s", "1 s", asked < 1)
    peaks = [int(str(row["peak_mib"])) for row in rows if row["experiment"] == "memory"]
    if peaks:
        yield Bar("peak memory, 3 M customers", f"{max(peaks)} MiB", "4,096 MiB", max(peaks) < 4096)


def _at_most(promise: str, measured: float, allowed: float, words: str, cpu_ratio: str = "") -> Bar:
    return Bar(promise, f"{measured:.1f} s", f"{allowed:.1f} s ({words})", measured <= allowed, cpu_ratio)


def _cpu_ratio(rows: Sequence[Row], experiment: str, subject: str) -> str:
    """Write how many times the CPU seconds of the hand-written refresh it takes: others at work change that little."""
    own = _seconds(rows, experiment, subject, "cpu_seconds")
    by_hand = _seconds(rows, experiment, "hand-written SQL", "cpu_seconds")
    return f"{own / by_hand:.2f}" if own and by_hand else ""


def _seconds(rows: Sequence[Row], experiment: str, subject: str, kind: str = "seconds") -> float | None:
    found = [row[kind] for row in rows if row["experiment"] == experiment and row["subject"] == subject]
    return float(str(found[-1])) if found else None
