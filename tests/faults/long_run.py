"""Kill many refreshes and see that nothing is ever lost.

    python -m tests.faults.long_run --kills 200 --record

Kills are dealt out evenly over every progress event of a refresh (the end of every dbt node among them) and over random
instants. Up to three refreshes are killed in a row, then one more runs undisturbed and must publish what an
uninterrupted one does, row by row; a reader asks the published file all the while. Each shop lives for some kills, then
another random one is made. `--record` adds a row to LONG_RUN.md.
"""

import argparse
import platform
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.faults.disturbed_shop import DisturbedShop
from tests.faults.kills import at_event, at_instant
from tests.faults.readers import reading

RECORD = Path(__file__).with_name("LONG_RUN.md")
KILLS_PER_SHOP = 50
IN_A_ROW = 3
SHARE_AT_INSTANTS = 0.3
LONGEST = 8.0


class Tally:
    """Count what happened."""

    def __init__(self) -> None:
        self.places: Counter[str] = Counter()
        self.reads = 0
        self.differing: list[str] = []

    @property
    def kills(self) -> int:
        """Count the refreshes that were killed."""
        return self.places.total()


def kill_some(shop: DisturbedShop, random: Random, count: int, tally: Tally) -> Iterator[str]:
    """Kill refreshes of one shop, and give a line for each chain."""
    places = [number * shop.events // count for number in range(count)]
    random.shuffle(places)
    while places:
        shop.begin_anew()
        ends = []
        for _ in range(min(random.randint(1, IN_A_ROW), len(places))):
            is_random = random.random() < SHARE_AT_INSTANTS
            place = places.pop()
            outcome = (at_instant(random.uniform(0.1, LONGEST)) if is_random else at_event(place))(shop)
            if outcome.exit_code == -9:
                tally.places[outcome.events[-1].step if outcome.events else "start"] += 1
                ends.append(outcome.last)
        differing = shop.left_by_one_more()
        tally.differing += differing
        yield f"{tally.kills} kills; at {'; '.join(ends)}: {'; '.join(differing) or 'nothing lost'}"


def main() -> int:
    """Kill until the kills are done or the time is up."""
    parser = argparse.ArgumentParser(description="Kill refreshes; nothing may be lost.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="after which no chain is begun")
    parser.add_argument("--record", action="store_true", help="add a row to LONG_RUN.md")
    arguments = parser.parse_args()
    began = time.monotonic()
    tally = Tally()
    shops = 0
    random = Random(arguments.seed)  # noqa: S311 - repeatable, not secret
    while tally.kills < arguments.kills and time.monotonic() < began + arguments.minutes * 60:
        shops += 1
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            shop = DisturbedShop.make(Path(folder), f"{arguments.seed}-{shops}")
            with reading(shop.published, Path(folder) / "stop") as seen:
                for line in kill_some(shop, random, min(KILLS_PER_SHOP, arguments.kills - tally.kills), tally):
                    print(f"{time.monotonic() - began:.0f} s: {line}", flush=True)  # noqa: T201
                    if time.monotonic() > began + arguments.minutes * 60:
                        break
            tally.reads += seen["reads"]
    row = _row(tally, shops, arguments.seed, time.monotonic() - began)
    print(row)  # noqa: T201
    if arguments.record:
        with RECORD.open("a", encoding="utf-8") as record:
            record.write(row + "\n")
    return 1 if tally.differing else 0


def _row(tally: Tally, shops: int, seed: int, seconds: float) -> str:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout
    where = ", ".join(f"{step} {count}" for step, count in sorted(tally.places.items()))
    versions = f"Python {platform.python_version()}, DuckDB {version('duckdb')}, dbt {version('dbt-core')}"
    cells = (
        f"{datetime.now(UTC):%Y-%m-%d}",
        f"`{commit.strip()}`",
        f"{seed}",
        f"{tally.kills}",
        where,
        f"{shops}",
        f"{tally.reads}",
        f"{len(tally.differing)}",
        f"{seconds:.0f}",
        f"{versions}, {platform.system()}",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
