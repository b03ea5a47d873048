"""A made-up outcome, to see that the settings reach somebody."""

from __future__ import annotations

from orchestration.contracts import ContractResult
from orchestration.notifications.outcome import Outcome, SegmentChange
from orchestration.refresh.start import Refresh


def sample_outcome(refresh: Refresh) -> Outcome:
    """Make the outcome of a refresh that never was; a receiver knows it by its type."""
    return Outcome(
        message_id=f"test-{refresh.refresh_id}",
        project=refresh.project.name,
        refresh_id=refresh.refresh_id,
        as_of=refresh.as_of,
        ended_at=refresh.started_at,
        seconds=8.3,
        status="succeeded",
        is_full=False,
        published_as_of=refresh.as_of,
        rejected=2,
        segments=(
            SegmentChange("tea_lovers", "Tea lovers", "", members=1204, entered=17, exited=5),
            SegmentChange("sleeping", "Sleeping", "", members=310, entered=0, exited=0),
        ),
        contracts=(
            ContractResult(
                line=None,
                segment_code="tea_lovers",
                rule="max_share",
                argument="0.5",
                severity="warn",
                holds=False,
                actual=0.602,
                customers=1204,
                out_of=2000,
            ),
        ),
        is_test=True,
    )
