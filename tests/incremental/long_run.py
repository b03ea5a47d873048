"""Run many random sequences and see whether incremental refreshes ever differ from full ones.

    python -m tests.incremental.long_run --sequences 100 --steps 3 --processes 2 --seed 1

A line of the outcome is printed for each sequence, and every step of one that differs. `--record` adds a row to
LONG_RUN.md. Nothing else is left behind.
"""

import argparse
import platform
import subprocess
import sys
import time
import traceback
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.incremental.sequence import Sequence, Step

RECORD = Path(__file__).with_name("LONG_RUN.md")


@dataclass(frozen=True)
class Outcome:
    """Say how one sequence fared.

    Args:
        seed: what it is drawn from.
        steps: refreshes after the first one.
        incremental: those of them that were incremental.
        compared: those of them that compared only customers who were measured again.
        report: every step, when one differs or failed; empty otherwise.
    """

    seed: str
    steps: int
    incremental: int
    compared: int
    report: str


def judge(seed: str, steps: int, *, same_day: bool = False) -> Outcome:
    """Run one sequence; what fails is told, and the others go on."""
    taken: list[Step] = []
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            taken = list(Sequence(seed, Path(folder), same_day=same_day).run(steps))
            report = "\n".join(map(str, taken)) if taken[-1].differing else ""
        except Exception:  # noqa: BLE001 whatever it is, the other sequences are not to wait for it
            report = traceback.format_exc()
    incremental, compared = sum(not step.was_full for step in taken), sum(step.compared > 0 for step in taken)
    return Outcome(seed, len(taken), incremental, compared, report)


def main() -> int:
    """Run until the sequences are done or the time is up, and say how many differed."""
    parser = argparse.ArgumentParser(description="Compare incremental refreshes with full ones.")
    parser.add_argument("--sequences", type=int, default=100)
    parser.add_argument("--first", type=int, default=1, help="number of the first one, to go on from where a run ended")
    parser.add_argument("--steps", type=int, default=4)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="after which no sequence is begun")
    parser.add_argument("--same-day", action="store_true", help="move by minutes and edit no definition")
    parser.add_argument("--record", action="store_true", help="add a row to LONG_RUN.md")
    arguments = parser.parse_args()
    began = time.monotonic()
    until = began + arguments.minutes * 60
    numbers = range(arguments.first, arguments.first + arguments.sequences)
    found: list[Outcome] = []
    with ProcessPoolExecutor(arguments.processes) as pool:
        futures = [
            pool.submit(
                _judge_before, until, f"{arguments.seed}-{number}", arguments.steps, same_day=arguments.same_day
            )
            for number in numbers
        ]
        for future in as_completed(futures):
            outcome = future.result()
            if outcome is None:
                continue
            found.append(outcome)
            print(f"{time.monotonic() - began:.0f} s: {outcome.seed}: {outcome.steps} steps", flush=True)  # noqa: T201
            if outcome.report:
                print(outcome.report, flush=True)  # noqa: T201
    compared = sum(one.compared for one in found)
    print(f"{compared} refreshes compared only customers who were measured again")  # noqa: T201
    seed = f"{arguments.seed}{', same day' if arguments.same_day else ''}"
    row = _row(found, seed, time.monotonic() - began)
    print(row)  # noqa: T201
    if arguments.record:
        with RECORD.open("a", encoding="utf-8") as record:
            record.write(row + "\n")
    return 1 if any(outcome.report for outcome in found) else 0


def _judge_before(until: float, seed: str, steps: int, *, same_day: bool) -> Outcome | None:
    return judge(seed, steps, same_day=same_day) if time.monotonic() < until else None


def _row(found: list[Outcome], seed: str, seconds: float) -> str:
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout
    steps, incremental = sum(one.steps for one in found), sum(one.incremental for one in found)
    differing = sum(1 for one in found if one.report)
    versions = f"Python {platform.python_version()}, DuckDB {version('duckdb')}, dbt {version('dbt-core')}"
    cells = (
        f"{datetime.now(UTC):%Y-%m-%d}",
        f"`{commit.strip()}`",
        seed,
        f"{len(found)}",
        f"{steps}",
        f"{incremental}",
        f"{differing}",
        f"{seconds:.0f}",
        f"{versions}, {platform.system()}",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.exit(main())
