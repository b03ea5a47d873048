"""Where experiments happen: shops and projects of a size, rows of results, and the check that work was the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.compare import differences
from benchmarks.refreshes import Place, Refreshed, refresh_by_command
from benchmarks.shops import Shop, make_project, make_shop


@dataclass(frozen=True)
class Result:
    """Hold one measured number with what it was measured on."""

    experiment: str
    subject: str
    customers: int
    segments: int
    seconds: float
    cpu_seconds: float = 0.0
    peak_mib: int = 0
    parts: dict[str, float] = field(default_factory=dict)
    note: str = ""
    load: float = 0.0


@dataclass(frozen=True)
class Sizes:
    """Say how large everything is; smaller ones try the harness out."""

    customers: int = 1_000_000
    segments: int = 100
    many_segments: int = 1_000
    many_segments_customers: int = 100_000
    growth_customers: tuple[int, ...] = (100_000, 1_000_000, 3_000_000)
    growth_segments: tuple[int, ...] = (10, 100, 1_000)
    memory_customers: int = 3_000_000
    contacts: int = 260_000
    axes: int = 200


class NotTheSameWorkError(Exception):
    """Report that two sides published different rows: their times must not be compared."""

    def __init__(self, what: str, found: list[str]) -> None:
        """Keep what was compared and how it differs."""
        self.what = what
        self.found = found
        super().__init__(f"{what}: " + "; ".join(found))


Tell = Callable[[str], None]


@dataclass(frozen=True)
class Laboratory:
    """Hold where experiments put their files, how large they are, and who hears of progress."""

    work: Path
    sizes: Sizes
    tell: Tell
    parsed: set[Path] = field(default_factory=set)

    def place(self, customers: int, segments: int, *, is_parsed: bool = True) -> tuple[Shop, Place]:
        """Make a shop and a project that dbt has parsed, as it has in operation, unless the parse is to be measured."""
        shop = make_shop(self.work, customers)
        project = make_project(self.work, segments)
        place = Place(project, self.work / f"home_{segments}")
        if is_parsed and project not in self.parsed:
            self.parsed.add(project)
            small = make_shop(self.work, min(2_000, customers))
            place.forget()
            refresh_by_command(place, small.data, small.first)
        place.forget()
        return shop, place

    def result(self, experiment: str, subject: str, customers: int, segments: int, done: Refreshed) -> Result:
        """Make a row of a refresh, and tell it."""
        cost = done.cost
        self.tell(
            f"{experiment}: {subject} {cost.seconds:.1f} s, {cost.cpu_seconds:.1f} CPU s, {cost.peak_bytes >> 20} MiB"
        )
        parts = {name: round(seconds, 3) for name, seconds in done.parts.items()}
        return Result(
            experiment, subject, customers, segments, round(cost.seconds, 2), round(cost.cpu_seconds, 2),
            cost.peak_bytes >> 20, parts, load=round(cost.load, 1),
        )  # fmt: skip

    def keep(self, published: Path, name: str) -> Path:
        """Keep a published file for later: whatever is published next is another file."""
        kept = self.work / f"{name}.duckdb"
        kept.unlink(missing_ok=True)
        kept.hardlink_to(published)
        return kept

    def same(self, what: str, left: Path, right: Path) -> None:
        """Make sure that two published files hold the same rows."""
        found = [str(one) for one in differences(left, right)]
        if found:
            raise NotTheSameWorkError(what, found)
        self.tell(f"{what}: both published the same rows")
