import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from orchestration.refresh.errors import RefreshRunningError, WarehouseBusyError
from orchestration.refresh.lock import refresh_lock
from orchestration.refresh.steps import STEPS, run_refresh, run_step
from tests.refresh.small_shop import SmallShop

HOLD_LOCK = """
import sys
from pathlib import Path
from orchestration.refresh.lock import refresh_lock
from tests.refresh.small_shop import SmallShop
with refresh_lock(SmallShop.at(Path(sys.argv[1])).start("08:00"), "another door"):
    print("held", flush=True)
    sys.stdin.read()
"""

HOLD_FILE = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def holder(script: str, argument: str) -> Iterator[subprocess.Popen[str]]:
    """Run a script in another process, which holds something until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", script, argument], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
    finally:
        process.kill()
        process.communicate()


def test_a_second_refresh_is_told_who_runs(fresh_shop: SmallShop) -> None:
    refresh = fresh_shop.start("12:00")
    with holder(HOLD_LOCK, str(fresh_shop.project.root)) as process:
        with pytest.raises(RefreshRunningError) as raised:
            run_refresh(refresh, door="a test")
        assert (raised.value.pid, raised.value.door) == (process.pid, "another door")
        assert raised.value.exit_code == 3
        assert f"another refresh is running (started from another door, process {process.pid}, since 20" in str(
            raised.value
        )


def test_a_killed_refresh_holds_nobody_up(fresh_shop: SmallShop) -> None:
    with holder(HOLD_LOCK, str(fresh_shop.project.root)) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        with refresh_lock(fresh_shop.start("12:00"), "a test"):
            pass


def test_the_lock_is_free_after_an_error(fresh_shop: SmallShop) -> None:
    def fail() -> None:
        with refresh_lock(fresh_shop.start("12:00"), "a test"):
            raise ValueError

    for _ in range(2):
        with pytest.raises(ValueError, match=r"^$"):
            fail()


def test_says_who_has_the_build_file_open(fresh_shop: SmallShop) -> None:
    fresh_shop.write({1: "Moscow"})
    fresh_shop.project.home.mkdir()
    with holder(HOLD_FILE, str(fresh_shop.project.build_file)) as process:
        with pytest.raises(WarehouseBusyError) as raised:
            run_step(STEPS[0], fresh_shop.start("12:00"))
        assert raised.value.pid == process.pid
        assert f"is open in process {process.pid}" in str(raised.value)
