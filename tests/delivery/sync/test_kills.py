"""An apply that is killed wherever a request begins or ends, and gone on with: the list is what the plan says."""

import os
import signal
from collections.abc import Iterator
from itertools import product
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest

from orchestration.delivery.applying import apply_plan
from orchestration.project import Project
from orchestration.specs import read_specs
from tests.delivery.platforms.stand_ins.server import Answer
from tests.delivery.sync.watched import WatchedStandIn
from tests.delivery.sync.world import FIRST, World, choices
from tests.harness.processes import PROCESSES


class DeadlyStandIn(WatchedStandIn):
    """Kill who asks, at a request: before its work is done, or after it and before the answer."""

    def __init__(self) -> None:
        super().__init__()
        self.victim: BaseProcess | None = None
        self.kill_at: tuple[int, str] | None = None
        self.written = 0
        self.server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who asked was killed

    def answer(self, method: str, path: str, query: dict[str, str], body: object) -> Answer:
        if method == "GET":
            return super().answer(method, path, query, body)
        self.written += 1
        if self.kill_at == (self.written, "before"):
            return self.kill()
        answered = super().answer(method, path, query, body)
        return self.kill() if self.kill_at == (self.written, "after") else answered

    def kill(self) -> Answer:
        assert self.victim is not None
        assert self.victim.pid is not None
        os.kill(self.victim.pid, signal.SIGKILL)
        return 500, {}


def apply_alone(root: Path, path: Path, environment: dict[str, str]) -> None:
    """Apply with one row at a time, in a process of its own."""
    os.environ.update(environment)
    project = Project(root, "small", root / "warehouse", root / "shop_data")
    apply_plan(project, read_specs(project), path, choices(FIRST, accepts_limits=False, batch_size=1))


@pytest.fixture
def deadly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeadlyStandIn]:
    stand_in = DeadlyStandIn()
    monkeypatch.setenv("MAILCHIMP_URL", stand_in.url)
    monkeypatch.setenv("MAILCHIMP_API_KEY", stand_in.KEY)
    yield stand_in
    stand_in.stop()
    assert stand_in.violations == []


@pytest.mark.long
def test_an_apply_survives_a_kill_at_every_boundary_of_its_rows(deadly: DeadlyStandIn, tmp_path: Path) -> None:
    world = World(tmp_path / "shop", deadly)
    world.add("ann", "art", "bob", "ben", "cat")
    world.publish()
    world.sync()
    world.customers["ann"].is_in = world.customers["art"].is_in = False
    world.customers["bob"].name = world.customers["ben"].name = "Bobby"
    world.add("dan", "dot", "don")
    world.publish()
    plan = world.plan()
    assert plan is not None
    assert (plan.header.removes, plan.header.updates, plan.header.adds) == (2, 2, 3)
    deadly.written, deadly.asked = 0, []
    kills = 0

    # One request takes somebody off, two each do the rest. Who is killed at the third has got a row further.
    for number, moment in product((1, 2, 3) * 4, ("before", "after")):
        deadly.kill_at = (deadly.written + number, moment)
        deadly.victim = PROCESSES.Process(target=apply_alone, args=(world.root, plan.path, environment(deadly)))
        deadly.victim.start()
        deadly.victim.join()
        if deadly.victim.exitcode == 0:
            break
        kills += deadly.victim.exitcode == -signal.SIGKILL

    deadly.kill_at = None
    world.apply(plan)
    assert kills >= 12
    assert world.listed == {"bob", "ben", "cat", "dan", "dot", "don"}
    assert deadly.people["bob@example.com"].fields == {"NAME": "Bobby"}
    ended = [outcome for (outcome,) in world.rows("delivery_results", "outcome")]
    assert len(ended) == 5 + 7  # of the first plan and of this one
    assert set(ended) <= {"done", "gone", "unchanged"}
    # Whatever was sent again changed nothing: each address was changed once by each kind of request.
    effects = [(asked.kind, asked.address) for asked in deadly.asked if asked.is_change]
    assert len(effects) == len(set(effects))


def environment(stand_in: DeadlyStandIn) -> dict[str, str]:
    return {"MAILCHIMP_URL": stand_in.url, "MAILCHIMP_API_KEY": stand_in.KEY}
