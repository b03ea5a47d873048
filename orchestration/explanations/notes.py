"""What a reader of an explanation must know beside the conditions, as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from orchestration.explanations.history import Stay
from orchestration.specs import Segment


def notes_on(
    segment: Segment | None, stay: Stay | None, *, first_computed: datetime | None, as_of: datetime, is_changed: bool
) -> Iterator[str]:
    """Say why membership and conditions may differ.

    Args:
        segment: the definition; None when it is gone from the seeds.
        stay: the customer's stay that lasts at the refresh.
        first_computed: when the segment first had members.
        as_of: the refresh.
        is_changed: whether the definition differs from the one that was built.
    """
    if segment is None:
        return
    if first_computed is None:
        was_active = "is inactive and was never computed" if not segment.is_active else "is not built yet"
        yield f"the segment {was_active}, so it has no members; the conditions say who would be in"
    elif first_computed > as_of:
        yield f"the segment was not there yet: it was first computed at {_moment(first_computed)}"
    elif not segment.is_active or segment.kind == "static":
        yield _kept(segment, stay)
    if is_changed:
        yield (
            "the definition in the seeds is not the one the last refresh built: "
            "membership is by that one, the conditions are judged as the seeds have them"
        )


def _kept(segment: Segment, stay: Stay | None) -> str:
    since = f"membership is kept from {_moment(stay.entered_at)}" if stay else "nobody enters any more"
    why = "the segment is inactive" if not segment.is_active else "the segment is static"
    return f"{why}: {since}; the conditions say how the definition would judge now"


def _moment(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M:%S}Z"
