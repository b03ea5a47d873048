"""One random sequence of source changes, clock moves, edits and mishaps; now and then a full refresh must agree."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from tests.incremental.random_changes import happen, let_rows_vanish, spoil_a_table
from tests.incremental.random_definitions import Definitions
from tests.incremental.random_world import World
from tests.incremental.sequence_shop import SequenceShop
from tests.reference import Settings
from tests.reference.values import day

ZONES = ("UTC", "Europe/Moscow", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati")
STARTS = ("2024-02-27T20:30:00", "2023-12-30T21:30:00", "2024-03-09T06:30:00", "2023-02-27T09:59:59")
RANDOM_SEGMENTS = 5
# Steps before the last one after which a full refresh is made too: what differs goes on differing.
SHARE_COMPARED = 0.4
# The last of dbt's events that a killed refresh gets to.
LAST_EVENT = 130


@dataclass
class Step:
    """Tell what happened in one step, and what differed after it."""

    number: int
    as_of: datetime
    happened: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    was_full: bool = False
    compared: int = 0

    def __str__(self) -> str:
        """Give the step as a paragraph."""
        told = [*self.happened, *([f"{self.compared} customers compared alone"] if self.compared else [])]
        head = f"step {self.number} as of {self.as_of:%Y-%m-%dT%H:%M:%S}: {', '.join(told) or 'nothing else'}"
        return "\n".join([head, *(f"  {line}" for line in self.differing)])


class Sequence:
    """Drive a shop through some steps; the same seed gives the same sequence."""

    def __init__(self, seed: str, folder: Path, *, same_day: bool = False) -> None:
        """Make the shop; nothing is refreshed yet.

        Args:
            seed: what the sequence is drawn from.
            folder: where the shop is made.
            same_day: the clock moves by minutes and no definition is edited, so that most refreshes only compare
                customers who were measured again.
        """
        self.seed = seed
        self.same_day = same_day
        self.random = Random(seed)  # noqa: S311 - repeatable, not secret
        start = datetime.fromisoformat(self.random.choice(STARTS)).replace(tzinfo=UTC)
        self.world = World(self.random, Settings(start, self.random.choice(ZONES)))
        self.definitions = Definitions.start(self.world, RANDOM_SEGMENTS)
        self.shop = SequenceShop.make(folder / "shop", self.world)
        self.is_parquet = self.random.random() < 0.15

    def run(self, steps: int) -> Iterator[Step]:
        """Refresh for the first time, then take the steps; the last one given is the first that differs."""
        self._write()
        first = Step(0, self.as_of)
        outcome = self.shop.refresh(self.as_of)
        if outcome.exit_code:
            first.differing = [f"the first refresh ended with {outcome.exit_code}: {outcome.message}"]
            yield first
            return
        for number in range(1, steps + 1):
            step = self._step(number, is_last=number == steps)
            yield step
            if step.differing:
                return

    @property
    def as_of(self) -> datetime:
        """Give the instant of the present refresh."""
        return self.world.settings.instant

    def _write(self) -> None:
        self.shop.write(self.world, self.definitions, as_parquet=self.is_parquet)

    def _step(self, number: int, *, is_last: bool) -> Step:
        self.world.refreshed()
        self.world.move_on(self._next_instant())
        step = Step(number, self.as_of)
        if self.random.random() < 0.3:
            self._mishap(step)
        happen(self.world, self.random.randint(0, 8))
        if self.random.random() < 0.4 and not self.same_day:
            step.happened.append(self.definitions.edit(self.world))
        full = self.random.random() < 0.1
        if full:
            let_rows_vanish(self.world)
            step.happened.append("rows vanished, full refresh")
        self._write()
        self._refresh(step, full=full, is_compared=is_last or self.random.random() < SHARE_COMPARED)
        return step

    def _refresh(self, step: Step, *, full: bool, is_compared: bool) -> None:
        with_tests = self.random.random() < 0.15
        outcome = self.shop.refresh(self.as_of, full=full, tests=with_tests)
        if with_tests and outcome.exit_code and "rejected_share" in outcome.message:
            step.happened.append("failed for its rejected rows")
            outcome = self.shop.refresh(self.as_of, full=full)
        if outcome.exit_code:
            step.differing = [f"the refresh ended with {outcome.exit_code}: {outcome.message}"]
            return
        anew = [event.text for event in outcome.events if "anew" in event.text]
        step.happened += anew
        step.was_full = bool(anew)
        step.compared = self.shop.compared_alone()
        if not is_compared:
            return
        step.differing = self.shop.compare_with_full(self.as_of)
        if not step.differing and self.random.random() < 0.2:
            step.happened.append("went on from the full one")
            self.shop.take_rebuilt()

    def _mishap(self, step: Step) -> None:
        """Let a refresh go wrong: at this instant, or at a later one than that of the next refresh."""
        at = self.as_of + self.random.choice([timedelta(0), timedelta(0), timedelta(hours=5)])
        kind = self.random.choice(["killed", "killed", "spoiled", "spoiled", "lost build"])
        happen(self.world, self.random.randint(0, 4))
        put_right = spoil_a_table(self.world) if kind == "spoiled" else None
        self._write()
        kill_at = None if kind == "spoiled" else self.random.randint(2, LAST_EVENT)
        outcome = self.shop.refresh(at, tests=kind == "spoiled", kill_at=kill_at)
        step.happened.append(f"{kind} at {at:%H:%M} ({outcome.exit_code}, {outcome.last})")
        if outcome.exit_code == 0:  # it was published before it could go wrong
            self.world.move_on(at)
            self.world.refreshed()
        elif kind == "lost build":
            self.shop.lose_build()
        if put_right:
            put_right(outcome.exit_code == 0)

    def _next_instant(self) -> datetime:
        choice = (
            "minutes"
            if self.same_day
            else self.random.choice(["same", "minutes", *["hours", "midnight"] * 2, "days", "months", "day"])
        )
        now = self.as_of
        if choice == "same":
            return now
        if choice == "minutes":
            return now + timedelta(minutes=self.random.randint(1, 59))
        if choice == "hours":
            return now + timedelta(hours=self.random.choice([4, 4, 4, 12, 23]))
        if choice == "days":
            return now + timedelta(days=self.random.choice([1, 2, 3, 7, 28, 29, 30, 31]))
        if choice == "months":
            return now + timedelta(days=self.random.randint(60, 400))
        return self._start_of_day(1 if choice == "midnight" else self._days_to_a_day())

    def _days_to_a_day(self) -> int:
        """Count the days to the end of a February, the end of a month or a customer's birthday."""
        today = self.world.settings.today
        customer = self.world.a_row("customers")
        birthday = day(customer["birth_date"]) if customer else None
        wanted = self.random.choice([(2, 28), (2, 29), (3, 1), (birthday.month, birthday.day) if birthday else (1, 1)])
        ahead = (today + timedelta(days=days) for days in range(1, 1500))
        return next((one - today).days for one in ahead if (one.month, one.day) == wanted)

    def _start_of_day(self, days: int) -> datetime:
        zone = ZoneInfo(self.world.settings.timezone)
        there = datetime.combine(self.world.settings.today + timedelta(days=days), datetime.min.time(), zone)
        return there.astimezone(UTC) + timedelta(seconds=self.random.choice([-1, 0, 1, 60]))
