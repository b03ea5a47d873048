"""Live many random lives and see whether a rule of sending is ever broken.

    python -m tests.delivery.sync.long_run --lives 10000 --steps 8 --processes 2 --seed 1 --record

A hundred customers live in one world. A line is printed for each world, with what the oracle found. `--record` adds
a row to LONG_RUN.md. Nothing else is left behind.
"""

import argparse
import os
import platform
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.delivery.sync.lives import Lives
from tests.delivery.sync.watched import WatchedStandIn
from tests.delivery.sync.world import World

RECORD = Path(__file__).with_name("LONG_RUN.md")
CUSTOMERS = 100


def live(seed: str, steps: int) -> list[str]:
    """Live through one world; gives the violations."""
    stand_in = WatchedStandIn()
    stand_in.server.handle_error = lambda *_: None  # type: ignore[method-assign]  # lost connections are ordered
    os.environ |= {"MAILCHIMP_URL": stand_in.url, "MAILCHIMP_API_KEY": WatchedStandIn.KEY}
    found = []
    with TemporaryDirectory() as folder:
        lives = Lives(World(Path(folder) / "shop", stand_in), Random(seed), CUSTOMERS)  # noqa: S311 - repeatable
        for number in range(steps):
            found += [f"{seed}, step {number}: {violation}" for violation in lives.step()]
    stand_in.stop()
    return found + [f"{seed}: {violation}" for violation in stand_in.violations]


def main() -> int:
    """Live until all lives are lived, and say how many rules were broken."""
    parser = argparse.ArgumentParser(description="Look for a rule of sending that is broken.")
    parser.add_argument("--lives", type=int, default=10_000)
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", action="store_true", help="add a row to LONG_RUN.md")
    arguments = parser.parse_args()
    began = time.monotonic()
    seeds = [f"{arguments.seed}-{number}" for number in range(1, arguments.lives // CUSTOMERS + 1)]
    broken: list[str] = []
    with ProcessPoolExecutor(arguments.processes) as pool:
        for seed, found in zip(seeds, pool.map(live, seeds, [arguments.steps] * len(seeds)), strict=True):
            print(f"{time.monotonic() - began:.0f} s: {seed}: {found or 'no rule broken'}", flush=True)  # noqa: T201
            broken += found
    row = _row(arguments, len(seeds) * CUSTOMERS, len(broken), time.monotonic() - began)
    print(row)  # noqa: T201 this is a command
    if arguments.record:
        with RECORD.open("a", encoding="utf-8") as record:
            record.write(f"{row}\n")
    return 1 if broken else 0


def _row(arguments: argparse.Namespace, lives: int, broken: int, seconds: float) -> str:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    parts = f"Python {platform.python_version()}, DuckDB {version('duckdb')}, {platform.system()}"
    return (
        f"| {datetime.now(UTC):%Y-%m-%d} | `{commit.stdout.strip()}` | {arguments.seed} | {lives} | {arguments.steps} "
        f"| {broken} | {seconds:.0f} | {parts} |"
    )


if __name__ == "__main__":
    sys.exit(main())
