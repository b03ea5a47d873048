"""The chart of RESULTS.md: refreshes beside each other, and growth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

OWN, BY_HAND, OTHERS = "#2a6f97", "#e09f3e", "#9a8c98"
_COLOURS = {"segments refresh": OWN, "Dagster job": "#61a5c2", "hand-written SQL": BY_HAND}

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


def draw_chart(results: Rows, file: Path) -> bool:
    """Draw what there are numbers for; without any there is no chart.

    Args:
        results: rows by experiment.
        file: the SVG to write.
    """
    panels = [
        (title, chosen)
        for title, chosen in (
            ("Full refresh", _of(results, "full")),
            ("Incremental refresh, 1 % of customers changed", _of(results, "incremental")),
            ("History step", _of(results, "history")),
        )
        if chosen
    ]
    growth = [
        (title, unit, chosen)
        for title, unit, chosen in (
            ("More customers", "customers", _of(results, "growth of customers")),
            ("More segments", "segments", _of(results, "growth of segments")),
        )
        if chosen
    ]
    count = len(panels) + len(growth)
    if not count:
        return False
    import matplotlib as mpl  # noqa: PLC0415 an optional extra, and slow to load

    mpl.use("svg")
    # The same numbers give the same file, and its text can be read and searched.
    mpl.rcParams.update({"svg.hashsalt": "benchmarks", "svg.fonttype": "none", "font.size": 9})
    import matplotlib.pyplot as plt  # noqa: PLC0415 after the backend is chosen

    figure, axes = plt.subplots(count, 1, figsize=(8, 2.1 * count), squeeze=False, layout="constrained")
    for axis, (title, chosen) in zip(axes[:, 0], panels, strict=False):
        _bars(axis, title, chosen)
    for axis, (title, unit, chosen) in zip(axes[len(panels) :, 0], growth, strict=True):
        _lines(axis, title, unit, chosen)
    figure.savefig(file, metadata={"Date": None})
    plt.close(figure)
    return True


def _of(results: Rows, experiment: str) -> list[Mapping[str, Any]]:
    return [row for rows in results.values() for row in rows if row["experiment"] == experiment]


def _bars(axis: Any, title: str, rows: Sequence[Mapping[str, Any]]) -> None:  # noqa: ANN401 matplotlib has no types here
    names = [row["subject"] for row in rows]
    drawn = axis.barh(names, [row["seconds"] for row in rows], color=[_COLOURS.get(name, OTHERS) for name in names])
    axis.bar_label(drawn, fmt="%.1f s", padding=3)
    axis.invert_yaxis()
    axis.margins(x=0.12)
    axis.set_title(title, loc="left", fontweight="bold")
    axis.spines[["top", "right"]].set_visible(False)


def _lines(axis: Any, title: str, unit: str, rows: Sequence[Mapping[str, Any]]) -> None:  # noqa: ANN401 as above
    for subject in dict.fromkeys(row["subject"] for row in rows):
        points = [(row[unit], row["seconds"]) for row in rows if row["subject"] == subject]
        axis.plot(*zip(*sorted(points), strict=True), marker="o", label=subject, color=_COLOURS.get(subject, OTHERS))
    axis.set(xscale="log", yscale="log", xlabel=unit, ylabel="seconds")
    axis.legend(frameon=False)
    axis.set_title(title, loc="left", fontweight="bold")
    axis.spines[["top", "right"]].set_visible(False)
