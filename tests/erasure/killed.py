"""Run `segments` and be killed at the nth time a file takes another's place.

Usage: python -m tests.erasure.killed N before|after ARGUMENT ...
"""

import os
import signal
import sys
from pathlib import Path

from orchestration import cli

_replace = Path.replace


def main(number: int, moment: str) -> None:
    """Run the command line with a `replace` that counts."""
    times = 0

    def replace(self: Path, target: Path) -> Path:
        nonlocal times
        times += 1
        if (times, moment) == (number, "before"):
            os.kill(os.getpid(), signal.SIGKILL)
        moved = _replace(self, target)
        if (times, moment) == (number, "after"):
            os.kill(os.getpid(), signal.SIGKILL)
        return moved

    Path.replace = replace  # type: ignore[method-assign, assignment]
    cli.main()


if __name__ == "__main__":
    asked, when = int(sys.argv[1]), sys.argv[2]
    sys.argv = ["segments", *sys.argv[3:]]
    main(asked, when)
