"""Seeds for any number of segments of the demo shop: varied, and the same every time."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.segment_families import FAMILIES, segment_code

SEGMENT_COLUMNS: Final = ("segment_code", "name", "kind", "is_active", "is_in_analytics", "owner", "description")
FILTER_COLUMNS: Final = ("segment_code", "group", "field", "scope", "operator", "value", "reason")

# Every so many segments one is drawn once and kept: what a static segment costs has to be in the measurement too.
STATIC_EVERY: Final = 33


@dataclass(frozen=True)
class Seeds:
    """Hold the rows of both seeds."""

    segments: list[tuple[str, ...]]
    filters: list[tuple[str, ...]]


def segment_seeds(count: int) -> Seeds:
    """Write `count` segments; the first ones are the same for every count."""
    segments: list[tuple[str, ...]] = []
    filters: list[tuple[str, ...]] = []
    for number in range(count):
        family, rows = FAMILIES[number % len(FAMILIES)]
        turn = number // len(FAMILIES)
        kind = "static" if number % STATIC_EVERY == STATIC_EVERY - 1 else "dynamic"
        code = segment_code(number)
        segments.append(
            (code, f"{family} {turn}", kind, "true", "true", "benchmarks", f"Made for measuring: {family}.")
        )
        filters.extend((code, *row, "") for row in rows(turn))
    return Seeds(segments, filters)


def write_seeds(folder: Path, seeds: Seeds) -> None:
    """Write segments.csv and segment_filters.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "segments.csv", SEGMENT_COLUMNS, seeds.segments)
    _write(folder / "segment_filters.csv", FILTER_COLUMNS, seeds.filters)


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
