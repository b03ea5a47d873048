"""Several processes answer like one, and end with the one that started them."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from orchestration.api.keys import Scope
from tests.api.serving import KEYS, Caller, serving_command
from tests.harness import Shop

SECONDS_TO_END = 20


def test_every_process_answers_and_all_of_them_end(shop: Shop, tmp_path: Path) -> None:
    environment = {"SEGMENTS_PROJECT": str(shop.root), "SEGMENTS_API_KEYS": f"one:members:{KEYS[Scope.members]}"}
    log = tmp_path / "log"
    customers = [str(one) for (one,) in shop.query("select customer_id from customer_aggregates order by 1 limit 50")]
    expected = sorted(shop.members()["vip"] & set(customers))
    with serving_command(shop.root, log, environment, workers=2) as (port, process):
        callers = [Caller(f"http://127.0.0.1:{port}", KEYS[Scope.members]) for _ in range(20)]
        answers = [caller.test(["vip"], customers) for caller in callers]
        cursors = {caller.get("/v1/segments/vip/members", limit=2)["next_cursor"] for caller in callers}
        answering = [child for child in _children(process) if "spawn_main" in _command(child)]
    assert (len(answering), len(cursors)) == (2, 1)
    assert [sorted(answer["segments"][0]["members"]) for answer in answers] == [expected] * len(callers)
    assert expected
    end = time.monotonic() + SECONDS_TO_END
    while any(_command(child) for child in answering):
        assert time.monotonic() < end
        time.sleep(0.1)
    said = log.read_text(encoding="utf-8")
    assert said.count(" POST /v1/memberships 200 ") == len(callers)
    assert "Traceback" not in said


@pytest.mark.parametrize("number", ["0", "-1", "two", "65"])
def test_a_number_of_processes_that_is_none_is_refused(number: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "orchestration.api", f"--workers={number}"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert f"--workers: '{number}' is not a whole number from 1 to 64" in run.stderr


def _children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8")
    return [int(child) for child in found.split()]


def _command(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text(encoding="utf-8").replace("\0", " ")
    except OSError:
        return ""
