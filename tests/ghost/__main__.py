"""Install a Ghost, run the end-to-end test with it, and say how it went: `make test-ghost`.

    python -m tests.ghost --record

`--record` adds a row to END_TO_END.md.
"""

import argparse
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.ghost.end_to_end import HOUSE, MEMBERS
from tests.ghost.installation import GHOST, NODE, install

HERE = Path(__file__).parent
RECORD = HERE / "END_TO_END.md"


class Count:
    """Count the tests that passed and failed."""

    def __init__(self) -> None:
        self.passed = self.failed = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.passed += report.when == "call" and report.passed
        self.failed += report.failed


def main() -> int:
    """Give 0 when everything passed."""
    parser = argparse.ArgumentParser(description="Sync a thousand members to a real Ghost.")
    parser.add_argument("--record", action="store_true", help="add a row to END_TO_END.md")
    arguments = parser.parse_args()
    install(HOUSE / "build" / "ghost")
    began = time.monotonic()
    count = Count()
    code = pytest.main(["-x", "-v", "-p", "no:cacheprovider", str(HERE / "end_to_end.py")], [count])
    seconds = time.monotonic() - began
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    row = (
        f"| {datetime.now(UTC):%Y-%m-%d} | `{commit.stdout.strip()}` | {GHOST} | {NODE} | {MEMBERS} | {count.passed} "
        f"| {count.failed} | {seconds:.0f} | Python {platform.python_version()}, {platform.system()} |"
    )
    print(row)  # noqa: T201 this is a command
    if arguments.record and code in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        with RECORD.open("a", encoding="utf-8") as record:
            record.write(f"{row}\n")
    return int(code)


if __name__ == "__main__":
    sys.exit(main())
