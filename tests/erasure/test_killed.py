"""An erasure that is killed is finished by whoever comes next."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from tests.erasure.people import ANN, THIRD, export, traces
from tests.harness import Shop

ROOT = Path(__file__).parents[2]


def kill(shop: Shop, number: int, moment: str) -> int:
    """Erase Ann and be killed at a moment; give how the process ended."""
    arguments = ("--project", str(shop.root), "erase", ANN, "--yes")
    environment = {name: value for name, value in os.environ.items() if name not in ("SEGMENTS_HOME", "SHOP_DATA")}
    return subprocess.run(
        [sys.executable, "-m", "tests.erasure.killed", str(number), moment, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        check=False,
        timeout=300,
    ).returncode


# 1: the note; 2: the build file; 3: the published file.
@pytest.mark.parametrize(
    ("number", "moment"),
    [
        pytest.param(number, moment, marks=[pytest.mark.long] * ((number, moment) != (2, "after")))
        for number in (1, 2, 3)
        for moment in ("before", "after")
    ],
)
def test_the_next_erasure_finishes_it(shop: Shop, number: int, moment: str) -> None:
    assert kill(shop, number, moment) == -signal.SIGKILL
    run = shop.run("erase", ANN, "--yes")
    assert run.returncode == 0, run.stdout + run.stderr
    assert traces(shop) == []
    assert not list((shop.root / "warehouse").glob("*.next"))
    assert shop.query("select count(*) from erased_customers") == [(1,)]


@pytest.mark.parametrize(
    ("number", "moment"),
    [(1, "after"), *(pytest.param(*place, marks=pytest.mark.long) for place in ((2, "after"), (3, "before")))],
)
def test_the_next_refresh_finishes_it(shop: Shop, number: int, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as setting:
        export(shop, setting)
    assert any("/bi/" in place for place in traces(shop))
    assert kill(shop, number, moment) == -signal.SIGKILL
    assert traces(shop)
    shop.refresh(THIRD)
    assert traces(shop) == []
    exits = "select cause, count(*) from segment_membership_events where event = 'exited' group by all"
    assert shop.query(exits) == [("erased", 3)]


def test_who_has_the_published_file_open_goes_on_reading(shop: Shop) -> None:
    script = (
        "import duckdb, sys; c = duckdb.connect(sys.argv[1], read_only=True); print('ready', flush=True); "
        "sys.stdin.readline(); print(c.execute('select count(*) from customer_aggregates').fetchall())"
    )
    published = shop.root / "warehouse" / "published.duckdb"
    command = [sys.executable, "-c", script, str(published)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
        shop.command("erase", ANN, "--yes")
        assert reader.communicate("go\n", timeout=60)[0] == "[(3,)]\n"
    with duckdb.connect(str(published), read_only=True) as connection:
        assert connection.execute("select count(*) from customer_aggregates").fetchall() == [(2,)]
