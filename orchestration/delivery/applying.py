"""Do a plan: exactly its rows, each to its end, however often it is stopped on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import duckdb
from tenacity import RetryCallState, Retrying, retry_if_result, stop_after_attempt

from orchestration.delivery.errors import BlockedPlanError, StalePlanError
from orchestration.delivery.plan import PlanHeader, read_plan
from orchestration.delivery.plan_header import definition_of
from orchestration.delivery.plan_rows import PlanRow, RowsLeft, show_rows, without_repeats
from orchestration.delivery.planning import find_destination, published_store
from orchestration.delivery.platforms import connect
from orchestration.delivery.platforms.protocol import Pace, Platform
from orchestration.delivery.progress import Applied, Watch, counted_outcomes
from orchestration.delivery.recording import Answers, mark_sent, record
from orchestration.delivery.staleness import find_withdrawn, skip, why_stale
from orchestration.delivery.store import destination_lock, open_store
from orchestration.project import Project
from orchestration.specs import Specs

ROUNDS = 3
"""Times one apply goes over the rows that failed for a while."""


@dataclass(frozen=True)
class ApplyChoices:
    """Hold how a plan is to be applied.

    Args:
        now: when this apply begins, UTC; stands in what it writes down.
        watch: is told of each batch.
        accepts_limits: whether a human has agreed to what blocks the plan.
        pace: how patient to be with the platform.
    """

    now: datetime
    watch: Watch
    accepts_limits: bool = False
    pace: Pace = field(default_factory=Pace)


def apply_plan(project: Project, specs: Specs, path: Path, choices: ApplyChoices) -> Applied:
    """Apply a plan or go on with it; raises an error before anything is sent when it must not be.

    Args:
        project: whose store.
        specs: what the seeds say now.
        path: the plan's file.
        choices: how.
    """
    with duckdb.connect() as file:
        header = read_plan(file, path).header
    with destination_lock(project, header.destination):
        return _Apply(project, specs, path, choices).run()


class _Apply:
    """Hold one apply on its way."""

    def __init__(self, project: Project, specs: Specs, path: Path, choices: ApplyChoices) -> None:
        self._project, self._specs, self._path, self._choices = project, specs, path, choices
        self._now = choices.now.astimezone(UTC).replace(tzinfo=None)
        self._asked_to_wait = 0.0
        self._channel = ""

    def run(self) -> Applied:
        """Check, send and write down the end."""
        header = self._check()
        platform = connect(header.platform, header.list_name, self._choices.pace)
        platform.check()
        self._send_all(platform, header, self._start(header))
        with open_store(self._project) as store:
            outcomes = counted_outcomes(store, header.plan_id)
            waiting = header.changes - sum(outcomes.values())
            state = "incomplete" if waiting else "done"
            store.execute(
                "update delivery_plans set state = ?, finished_at = ? where plan_id = ?",
                [state, self._now, header.plan_id],
            )
        return Applied(header, state, outcomes, waiting)

    def _check(self) -> PlanHeader:
        """Make sure that the plan may be done."""
        with published_store(self._project) as (store, publication):
            plan = read_plan(store, self._path)
            header = plan.header
            destination, fields = find_destination(self._specs, header.destination)
            self._channel = destination.consent_channel
            reason = why_stale(store, plan, publication, definition_of(destination, fields))
        if reason:
            raise StalePlanError(header.plan_id, header.destination, reason)
        if header.blocked and not self._choices.accepts_limits:
            raise BlockedPlanError(header.plan_id, header.blocked)
        return header

    def _start(self, header: PlanHeader) -> RowsLeft:
        """Settle the rows that must not be sent any more, and give those that are left."""
        with published_store(self._project) as (store, _):
            read_plan(store, self._path)
            store.execute(
                "update delivery_plans set state = 'running', started_at = coalesce(started_at, ?) where plan_id = ?",
                [self._now, header.plan_id],
            )
            find_withdrawn(store, self._channel)
            skip(store, header, self._now)
            positions = store.execute(
                "select position from plan_rows "
                "where position not in (select position from delivery_results where plan_id = ?) order by position",
                [header.plan_id],
            ).fetchall()
        return RowsLeft(self._path, [position for (position,) in positions])

    def _send_all(self, platform: Platform, header: PlanHeader, left: RowsLeft) -> None:
        """Go over the rows, and again over those that failed for a while, with a longer pause each time."""

        def go_over() -> int:
            left.keep(self._send_once(platform, header, left))
            return left.number

        Retrying(
            stop=stop_after_attempt(ROUNDS),
            wait=self._pause,
            retry=retry_if_result(bool),
            retry_error_callback=lambda _: None,
        )(go_over)

    def _pause(self, state: RetryCallState) -> float:
        doubled: float = self._choices.pace.first_wait * 2**state.attempt_number
        return min(max(doubled, self._asked_to_wait), self._choices.pace.longest_wait)

    def _send_once(self, platform: Platform, header: PlanHeader, left: RowsLeft) -> Sequence[int]:
        """Send every row that is left; one whose customer or address has an earlier row that waits, waits too."""
        waiting: set[str] = set()
        again: list[int] = []
        self._asked_to_wait = 0.0
        for batch in chain.from_iterable(map(without_repeats, left.batches(platform.limits.batch_size))):
            ready = [row for row in batch if waiting.isdisjoint(row.names)]
            sent = self._send(platform, header, ready) if ready else frozenset()
            unsettled = [row for row in batch if row not in ready or row.position in sent]
            again += [row.position for row in unsettled]
            for row in unsettled:
                waiting |= row.names
            self._choices.watch(header, len(batch) - len(unsettled))
        return again

    def _send(self, platform: Platform, header: PlanHeader, rows: Sequence[PlanRow]) -> frozenset[int]:
        """Send rows and give the positions of those that are to be sent again."""
        with self._store_of(rows) as store:
            mark_sent(store, header, [row.position for row in rows])
        answered = platform.apply([row.operation for row in rows])
        self._asked_to_wait = max(self._asked_to_wait, *(result.wait_seconds for result in answered))
        results = [(row.position, result) for row, result in zip(rows, answered, strict=True)]
        with self._store_of(rows) as store:
            return record(store, header, Answers(self._channel, results, self._now))

    @contextmanager
    def _store_of(self, rows: Sequence[PlanRow]) -> Iterator[duckdb.DuckDBPyConnection]:
        with open_store(self._project) as store:
            show_rows(store, self._path, rows)
            yield store
