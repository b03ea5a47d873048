"""Tell how a run's refresh ended, by hooks on its ops: Dagster calls them when an op has no attempt left."""

from __future__ import annotations

import dagster as dg

from orchestration.defs.refresh.run import RESOURCE
from orchestration.defs.refresh.steps import logging_to
from orchestration.notifications.notify import notify_of_failure, notify_of_success


@dg.success_hook(required_resource_keys={RESOURCE})
def notify_of_publication(context: dg.HookContext) -> None:
    """Tell of a refresh that was published."""
    refresh = getattr(context.resources, RESOURCE).asked
    if refresh is not None:
        notify_of_success(refresh, logging_to(context.log))


@dg.failure_hook(required_resource_keys={RESOURCE})
def notify_of_stop(context: dg.HookContext) -> None:
    """Tell of a refresh that was stopped; a run that never asked for one has nothing to tell."""
    refresh, failure = getattr(context.resources, RESOURCE).asked, context.op_exception
    if refresh is None or failure is None:
        return
    # Ops raise Dagster's own failure from what stopped them.
    stopped_by = failure.__cause__ if isinstance(failure, dg.Failure) and failure.__cause__ else failure
    notify_of_failure(refresh, stopped_by, logging_to(context.log))


ENDED = frozenset((notify_of_publication,))
"""For the op that publishes."""

STOPPED = frozenset((notify_of_stop,))
"""For every op of a refresh."""
