"""`python -m benchmarks.command_start`: what `segments --help` takes beside what it cannot do without.

Its bar is half a second on a machine that does nothing else.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 11
SUBJECTS = {
    "segments --help": ("-m", "orchestration.cli", "--help"),
    "Python that imports Typer and Rich's help": ("-c", "import typer.rich_utils"),
    "Python alone": ("-c", "pass"),
}


def main() -> None:
    """Measure by turns, and print seconds and ratios."""
    taken: dict[str, list[float]] = {subject: [] for subject in SUBJECTS}
    for _ in range(RUNS):
        for subject, arguments in SUBJECTS.items():
            began = time.perf_counter()
            subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
            taken[subject].append(time.perf_counter() - began)
    middle = {subject: statistics.median(seconds) for subject, seconds in taken.items()}
    command, *_ = middle.values()
    for subject, seconds in middle.items():
        spread = f"{min(taken[subject]):.2f} to {max(taken[subject]):.2f}"
        print(f"{subject}: {seconds:.2f} s ({spread}); the command takes {command / seconds:.1f} times it")  # noqa: T201


if __name__ == "__main__":
    main()
