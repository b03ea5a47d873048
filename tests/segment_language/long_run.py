"""Compare the warehouse with the reference evaluator on many more random cases than a test run has time for.

    python -m tests.segment_language.long_run --cases 100000 --processes 2 --seed 1

Each shop has a zone and an instant of its own and is built once; then some hundred random segments are judged over it,
a case each. Nothing is left behind; LONG_RUN.md tells of the runs there were.
"""

import argparse
import sys
import time
import traceback
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.reference import Settings
from tests.segment_language.built_shop import BuiltShop
from tests.segment_language.comparison import Moment
from tests.segment_language.random_segments import random_score_rules, random_segments
from tests.segment_language.random_shops import random_shop

# Zones with and without summer time, of half and quarter hours, west and east of UTC; and instants at which days,
# years or clocks change in some of them.
ZONES = (
    *("UTC", "Europe/Moscow", "Europe/Berlin", "America/New_York", "America/St_Johns", "Asia/Kathmandu"),
    *("Australia/Lord_Howe", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Africa/Casablanca", "Asia/Kolkata"),
)
INSTANTS = (
    *("2024-12-31T21:30:00", "2024-03-10T06:30:00", "2023-10-29T00:30:00", "2024-02-29T12:00:00"),
    *("2023-02-28T09:59:59", "2025-01-01T00:00:00", "2024-04-06T15:00:00", "2025-03-30T01:00:00"),
)
MANY_YEARS = timedelta(days=3650)
FEW = 10


@dataclass(frozen=True)
class Task:
    """Say which shop to make: its number in which run, and how many segments to ask of it."""

    seed: int
    number: int
    segments: int

    @property
    def shop_seed(self) -> str:
        """Give what the shop and its segments are drawn from."""
        return f"{self.seed}-{self.number}"


@dataclass(frozen=True)
class Outcome:
    """Say how one shop fared; there is a report when the two did not say the same, or one said nothing."""

    cases: int
    members: int
    disagreements: int
    report: str


def judge(task: Task) -> Outcome:
    """Build one shop, ask both of its segments, and compare; what fails is told, and the run goes on."""
    random = Random(task.shop_seed)  # noqa: S311 - repeatable, not secret
    settings = _settings(random)
    try:
        return _judged(task, random, settings)
    except Exception:  # noqa: BLE001 whatever it is, the other shops are not to wait for it
        return Outcome(0, 0, 0, f"shop {task.shop_seed} at {settings} failed\n{traceback.format_exc()}")


def _judged(task: Task, random: Random, settings: Settings) -> Outcome:
    shop = random_shop(random, settings, is_parquet=random.random() < 0.1)
    score_rules = random_score_rules(random, shop)
    segments, filters = random_segments(random, shop, score_rules, task.segments)
    with TemporaryDirectory() as folder:
        moment = BuiltShop.build(Path(folder) / "shop", shop, score_rules).moment(segments, filters)
    lines = _report(task, settings, moment, filters)
    found = sum(map(len, moment.members.values()))
    return Outcome(len(segments), found, len(moment.differing_members()), "\n".join(lines))


def _settings(random: Random) -> Settings:
    as_of = datetime.fromisoformat(random.choice(INSTANTS))
    if random.random() < 0.4:
        as_of -= timedelta(seconds=random.randrange(int(MANY_YEARS.total_seconds())))
    return Settings(as_of, random.choice(ZONES))


def _report(task: Task, settings: Settings, moment: Moment, filters: list[dict[str, str]]) -> Iterator[str]:
    for code, customers in moment.differing_members().items():
        yield f"shop {task.shop_seed} at {settings}: segment {code} differs for {sorted(customers)}; it is"
        yield from (f"  {row}" for row in filters if row["segment_code"] == code)
        yield f"  of the reference {sorted(moment.expected.members[code] & customers)}"
    values = moment.differing_values()
    if values:
        yield f"shop {task.shop_seed} at {settings}: {len(values)} values differ"
        yield from values[:FEW]


def outcomes(tasks: Iterator[Task], processes: int, until: float) -> Iterator[Outcome]:
    """Judge shops side by side; none is begun after an instant of the monotonic clock."""
    with ProcessPoolExecutor(processes) as pool:
        running: set[Future[Outcome]] = {pool.submit(judge, task) for task in islice(tasks, processes)}
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
                task = next(tasks, None) if time.monotonic() < until else None
                if task:
                    running.add(pool.submit(judge, task))


def tasks_of(arguments: argparse.Namespace) -> Iterator[Task]:
    """Give as many shops as there must be for all the cases."""
    left = arguments.cases
    for number in count(1):
        if left <= 0:
            return
        yield Task(arguments.seed, number, min(left, arguments.segments_per_shop))
        left -= arguments.segments_per_shop


def main() -> int:
    """Run until the cases are done or the time is up, and say how many disagreed."""
    parser = argparse.ArgumentParser(description="Compare random segments: the warehouse, and the reference evaluator.")
    parser.add_argument("--cases", type=int, default=100_000, help="how many (shop, segment, as_of)")
    parser.add_argument("--segments-per-shop", type=int, default=1000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="after which no shop is begun")
    arguments = parser.parse_args()
    began = time.monotonic()
    found = []
    for outcome in outcomes(tasks_of(arguments), arguments.processes, began + arguments.minutes * 60):
        found.append(outcome)
        lines = [outcome.report] if outcome.report else []
        lines.append(f"{time.monotonic() - began:.0f} s: {_sum(found)}")
        sys.stdout.write("\n".join(lines) + "\n")
        sys.stdout.flush()
    return 1 if any(outcome.report for outcome in found) else 0


def _sum(found: list[Outcome]) -> str:
    cases, members, disagreements = (
        sum(counts) for counts in zip(*((one.cases, one.members, one.disagreements) for one in found), strict=True)
    )
    failed = sum(1 for outcome in found if not outcome.cases)
    shops = f"{len(found)} shops, {failed} of them failed"
    return f"{cases} cases, {members} members, {shops}; {disagreements} disagreements"


if __name__ == "__main__":
    sys.exit(main())
