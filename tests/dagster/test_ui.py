"""The whole of `make ui` in processes of its own: it starts, refreshes by itself, keeps what it did, and stops."""

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import dagster as dg
import pytest

from tests.dagster.asset_shop import AssetShop

SECONDS_TO_REFRESH = 240
SECONDS_TO_STOP = 60

FINISHED = {dg.DagsterRunStatus.SUCCESS, dg.DagsterRunStatus.FAILURE, dg.DagsterRunStatus.CANCELED}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Dagster is to keep its runs."""
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def port() -> int:
    """A port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@pytest.fixture
def server(shop: AssetShop, home: Path, port: int, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`make ui` on the shop."""
    with (tmp_path / "ui.log").open("wb") as log, subprocess.Popen(command(port), stdout=log, stderr=log) as process:
        yield process
        process.terminate()
        process.wait(SECONDS_TO_STOP)


@pytest.mark.long
def test_it_refreshes_by_itself_and_stops(
    shop: AssetShop, home: Path, port: int, server: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    def refreshed() -> bool:
        assert server.poll() is None, (tmp_path / "ui.log").read_text()
        return answers(port) and any(status in FINISHED for status in run_statuses(home))

    wait_until(refreshed, SECONDS_TO_REFRESH)
    assert run_statuses(home) == [dg.DagsterRunStatus.SUCCESS], (tmp_path / "ui.log").read_text()
    assert shop.members()["muscovites"] == {"1", "3"}
    assert answers(port)

    second = subprocess.run(command(port + 1), capture_output=True, text=True, timeout=SECONDS_TO_STOP, check=False)
    assert (second.returncode, second.stderr) == (2, f"Dagster is already running with {home}\n")

    group = children(server.pid)
    server.send_signal(signal.SIGTERM)
    assert server.wait(SECONDS_TO_STOP) == 0
    assert not answers(port)
    assert [process for process in group if is_alive(process)] == []
    assert run_statuses(home) == [dg.DagsterRunStatus.SUCCESS]


def test_a_port_that_is_taken_is_refused(shop: AssetShop, home: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        refused = subprocess.run(command(port), capture_output=True, text=True, timeout=SECONDS_TO_STOP, check=False)
    assert (refused.returncode, refused.stderr) == (
        2,
        f"127.0.0.1:{port} is taken; choose another port with --port\n",
    )


def command(port: int) -> list[str]:
    return [sys.executable, "-m", "orchestration.ui", "--port", str(port)]


def run_statuses(home: Path) -> list[dg.DagsterRunStatus]:
    """Read what Dagster has kept of its runs; only once it answers, or both would make its files."""
    with dg.DagsterInstance.from_config(str(home)) as instance:
        return [run.status for run in instance.get_runs()]


def answers(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def children(pid: int) -> list[int]:
    """Give every process a process has started, down to the last."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    parents = dict(tuple(map(int, line.split())) for line in listed.splitlines())
    found = {pid}
    while new := {child for child, parent in parents.items() if parent in found} - found:
        found |= new
    return sorted(found - {pid})


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def wait_until(condition: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"not within {seconds} seconds"
        time.sleep(0.5)
