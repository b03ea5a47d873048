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

    def place(self, customers: int, segments: int) -> tuple[Shop, Place]:
        """Make a shop and a project, and warm dbt's parse up on it: what a refresh costs does not include the first."""
        shop = make_shop(self.work, customers)
        project = make_project(self.work, segments)
        place = Place(project, self.work / f"home_{segments}")
        if not (project / "target" / "run_results.json").exists():
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
            cost.peak_bytes >> 20, parts,
        )  # fmt: skip

    def same(self, what: str, place: Place) -> None:
        """Make sure that the project and the hand-written refresh have published the same rows."""
        found = [str(one) for one in differences(place.published, place.published_by_hand)]
        if found:
            raise NotTheSameWorkError(what, found)
        self.tell(f"{what}: both published the same rows")
