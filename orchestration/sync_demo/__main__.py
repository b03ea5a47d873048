"""Sync the demo shop to a receiver on this machine: plan, apply, four hours later, and back.

`make sync-demo` runs it in folders of its own, so neither the shop nor the warehouse of `make run` is touched.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from orchestration.project import HOUSE
from orchestration.sync_demo.receiver import Receiver

DESTINATION, LIST = "newsletter_list", "newsletter"
FIRST, FOUR_HOURS_LATER = "2026-03-01T08:00:00", "2026-03-01T12:00:00"


def main() -> None:
    """Run the commands a newcomer would, and show each with what it says."""
    receiver = Receiver()
    with TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "SEGMENTS_PROJECT": str(HOUSE),
            "SEGMENTS_HOME": str(Path(folder, "warehouse")),
            "SHOP_DATA": str(Path(folder, "shop_data")),
            "SEGMENTS_DELIVERY_WEBHOOK_URL": receiver.url,
            "SEGMENTS_DELIVERY_WEBHOOK_SECRET": receiver.secret,
        }
        _run(environment, "demo", "--now", FIRST, is_shown=False)
        _run(environment, "refresh", "--as-of", FIRST, is_shown=False)
        first = _plan(environment)
        _run(environment, "sync", "apply", first)
        _tell(receiver)
        # Somebody leaves at the platform, which only the platform knows.
        receiver.unsubscribed.add("customer.0000308@example.org")
        _run(environment, "demo", "--advance", "4h", is_shown=False)
        _run(environment, "refresh", "--as-of", FOUR_HOURS_LATER, is_shown=False)
        second = _plan(environment)
        _run(environment, "sync", "apply", second)
        _tell(receiver)
        _run(environment, "sync", "rollback", DESTINATION, "--to", first, "--yes")
        _tell(receiver)
        _run(environment, "sync", "status", DESTINATION)
    receiver.stop()


def _plan(environment: dict[str, str]) -> str:
    _run(environment, "sync", "plan", DESTINATION)
    shown = _run(environment, "sync", "status", DESTINATION, "--format", "json", is_shown=False)
    return str(json.loads(shown)["destinations"][0]["last_plan"])


def _run(environment: dict[str, str], *arguments: str, is_shown: bool = True) -> str:
    sys.stdout.write(f"\n$ segments {' '.join(arguments)}\n" if is_shown else "")
    done = subprocess.run(  # noqa: S603 constants
        [sys.executable, "-m", "orchestration.cli", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if is_shown else subprocess.PIPE,
        text=True,
        check=False,
    )
    sys.stdout.write(done.stdout if is_shown else "")
    sys.stdout.flush()
    if done.returncode:
        sys.stderr.write(done.stderr or "")
        sys.exit(done.returncode)
    return done.stdout


def _tell(receiver: Receiver) -> None:
    sys.stdout.write(f"\nthe receiver's list {LIST} has {len(receiver.lists[LIST])} members\n")


if __name__ == "__main__":
    main()
