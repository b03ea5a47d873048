"""One refresh per Dagster run: one lock and one instant, shared by every op of the run."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, Self

import dagster as dg
from pydantic import Field, PrivateAttr

from orchestration.notifications.settings import read_settings
from orchestration.project import find_project
from orchestration.refresh.lock import refresh_lock
from orchestration.refresh.start import Refresh, parse_as_of, start_refresh

RESOURCE = "refresh_run"
DOOR = "Dagster"


class RefreshRun(dg.ConfigurableResource[Any]):
    """Hold the refresh of a run from its first op until the run ends, whatever way it ends."""

    as_of: str = Field(default="", description="Instant to evaluate at, ISO 8601, UTC; empty: when the refresh begins.")
    full: bool = Field(default=False, description="Recompute everything instead of what changed.")

    _lock: ExitStack = PrivateAttr(default_factory=ExitStack)
    _asked: Refresh | None = PrivateAttr(default=None)
    _refresh: Refresh | None = PrivateAttr(default=None)

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Self]:  # noqa: ARG002 Dagster's
        """Give the run its resource, and let go of the lock when the run is over."""
        with ExitStack() as self._lock:
            yield self

    def start(self) -> Refresh:
        """Take the lock, then read the clock: a refresh that had to wait stands at the instant it could begin.

        The first op calls it, not the resource's set-up, because an op can be tried again and a set-up cannot.
        """
        read_settings()
        refresh = start_refresh(find_project(), parse_as_of(self.as_of) if self.as_of else None, full=self.full)
        self._asked = refresh
        self._lock.close()  # an attempt before this one may hold it
        self._lock.enter_context(refresh_lock(refresh, DOOR))
        self._refresh = refresh
        return refresh

    @property
    def asked(self) -> Refresh | None:
        """Give the refresh the run is for, even if it could not begin; None where the run never asked for one."""
        return self._asked

    def current(self, *, is_whole: bool = True) -> Refresh:
        """Give the refresh the first op has started; a run that left that op or some assets out is refused."""
        if self._refresh is None or not is_whole:
            raise dg.Failure(
                "a refresh runs whole: start the job `refresh`, not a part of its assets, and not from a failed step",
                allow_retries=False,
            )
        return self._refresh


def resources() -> dg.Definitions:
    """Offer the run's refresh to the ops, which share it in one process."""
    return dg.Definitions(resources={RESOURCE: RefreshRun()}, executor=dg.in_process_executor)
