"""Segments: all of them, one, its sizes over refreshes. Numbers and names of segments only."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from orchestration.api.asking import PresentUnlessKnown, needing
from orchestration.api.keys import Scope
from orchestration.api.segment_answers import Refresh, Segment, SegmentAnswer, Segments, Size, Sizes
from orchestration.api.values import MOST_SIZES, SegmentInPath
from orchestration.published import SegmentSize, segment_size, segment_sizes, sizes_over_time

router = APIRouter(prefix="/v1", tags=["segments"])


@router.get("/refresh", summary="The refresh that is published", **needing(Scope.sizes))
async def last_refresh(snapshot: PresentUnlessKnown) -> Refresh:
    """Say as of when everything is that this API answers now."""
    return Refresh.model_validate(snapshot.refresh)


@router.get("/segments", summary="All segments", **needing(Scope.sizes))
def list_segments(snapshot: PresentUnlessKnown) -> Segments:
    """List every segment with its size, sorted by code."""
    sizes = snapshot.ask(segment_sizes, 1)
    return Segments(refresh_id=snapshot.refresh.refresh_id, segments=[_segment(size) for size in sizes])


@router.get("/segments/{segment_code}", summary="One segment", **needing(Scope.sizes, 404))
def show_segment(snapshot: PresentUnlessKnown, segment_code: SegmentInPath) -> SegmentAnswer:
    """Give a segment with its size."""
    size = snapshot.ask(segment_size, segment_code)
    return SegmentAnswer(refresh_id=snapshot.refresh.refresh_id, segment=_segment(size))


@router.get("/segments/{segment_code}/sizes", summary="Sizes over refreshes", **needing(Scope.sizes, 404))
def list_sizes(
    snapshot: PresentUnlessKnown,
    segment_code: SegmentInPath,
    limit: Annotated[int, Query(ge=1, le=MOST_SIZES, description="Most refreshes of a page.")] = 100,
    before: Annotated[
        str | None,
        Query(pattern=r"^[0-9]{8}T[0-9]{6}Z$", description="Only refreshes before this one; `next_before` of a page."),
    ] = None,
) -> Sizes:
    """List the sizes of a segment with what each refresh changed, the newest first."""
    snapshot.ask(segment_size, segment_code)
    sizes = snapshot.ask(sizes_over_time, segment_code, limit + 1, before)
    return Sizes(
        refresh_id=snapshot.refresh.refresh_id,
        segment_code=segment_code,
        sizes=[Size.model_validate(size) for size in sizes[:limit]],
        next_before=sizes[limit - 1].refresh_id if len(sizes) > limit else None,
    )


def _segment(size: SegmentSize) -> Segment:
    return Segment(
        segment_code=size.code,
        name=size.name,
        kind=size.kind,
        is_active=size.is_active,
        owner=size.owner,
        members=size.members,
        share=size.share,
        entered=size.entered,
        exited=size.exited,
    )
