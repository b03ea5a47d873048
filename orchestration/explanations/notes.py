"""What a reader of an explanation must know beside the conditions, as sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Self

from orchestration.explanations.history import Stay
from orchestration.specs import Segment

_NEVER_COMPUTED = (
    "the segment is inactive and was never computed, so it has no members; the conditions say who would be in"
)
_NOT_BUILT = "the segment is not built yet, so it has no members; the conditions say who would be in"
_NOT_THERE = "the segment was not there yet: it was first computed at {instant}"
_INACTIVE_KEPT = (
    "the segment is inactive: membership is kept from {instant}; the conditions say how the definition would judge now"
)
_INACTIVE = "the segment is inactive: nobody enters any more; the conditions say how the definition would judge now"
_STATIC_KEPT = (
    "the segment is static: membership is kept from {instant}; the conditions say how the definition would judge now"
)
_STATIC = "the segment is static: nobody enters any more; the conditions say how the definition would judge now"
_CHANGED = (
    "the definition in the seeds is not the one the last refresh built: "
    "membership is by that one, the conditions are judged as the seeds have them"
)
NOTES = (_NEVER_COMPUTED, _NOT_BUILT, _NOT_THERE, _INACTIVE_KEPT, _INACTIVE, _STATIC_KEPT, _STATIC, _CHANGED)


class Note(str):
    """A sentence that knows the words it is made of, for those who say it in another language.

    Args:
        words: the sentence, with `{instant}` where it names one.
        instant: the one it names, UTC.
    """

    __slots__ = ("instant", "words")
    words: str
    instant: datetime | None

    def __new__(cls, words: str, instant: datetime | None = None) -> Self:
        """Fill the instant in."""
        note = super().__new__(cls, words.format(instant=f"{instant:%Y-%m-%d %H:%M:%S}Z" if instant else ""))
        note.words, note.instant = words, instant
        return note


def notes_on(
    segment: Segment | None, stay: Stay | None, *, first_computed: datetime | None, as_of: datetime, is_changed: bool
) -> Iterator[Note]:
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
        yield Note(_NOT_BUILT if segment.is_active else _NEVER_COMPUTED)
    elif first_computed > as_of:
        yield Note(_NOT_THERE, first_computed)
    elif not segment.is_active:
        yield Note(_INACTIVE_KEPT, stay.entered_at) if stay else Note(_INACTIVE)
    elif segment.kind == "static":
        yield Note(_STATIC_KEPT, stay.entered_at) if stay else Note(_STATIC)
    if is_changed:
        yield Note(_CHANGED)
