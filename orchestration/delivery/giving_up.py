"""Take back what was given up."""

from __future__ import annotations

from orchestration.delivery.planning import find_destination
from orchestration.delivery.store import destination_lock, open_store
from orchestration.project import Project
from orchestration.specs import Specs


def try_again(project: Project, specs: Specs, name: str) -> int:
    """Empty a destination's dead letters, so that its next plan has their rows again; gives their number."""
    find_destination(specs, name)
    with destination_lock(project, name), open_store(project) as store:
        given_up = store.execute(
            "delete from delivery_dead_letters where destination = ? returning key", [name]
        ).fetchall()
        store.execute("delete from delivery_waiting where destination = ?", [name])
    return len(given_up)
