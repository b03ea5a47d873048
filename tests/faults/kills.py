"""Ways to kill a refresh."""

import threading
from collections.abc import Callable

from tests.faults.disturbed_shop import DisturbedShop
from tests.harness.processes import Outcome

Kill = Callable[[DisturbedShop], Outcome]


def at_event(number: int) -> Kill:
    """Kill it as it tells of its progress, which it does at the end of every node, before anything else is done."""
    return lambda shop: shop.refresh(kill_at=number)


def at_instant(seconds: float) -> Kill:
    """Kill it from outside, some time after it has begun, whatever it is doing."""

    def kill(shop: DisturbedShop) -> Outcome:
        running = shop.start()
        timer = threading.Timer(seconds, running.kill)
        timer.start()
        outcome = running.wait()
        timer.cancel()
        return outcome

    return kill
