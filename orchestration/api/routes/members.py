"""Members: pages of them, with or without what is known of each, and the test of many customers at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import duckdb
from fastapi import APIRouter, Body, Response
from fastapi.concurrency import run_in_threadpool

from orchestration.api.asking import Present, PresentUnlessKnown, needing
from orchestration.api.cursors import read_cursor, write_cursor
from orchestration.api.customer_places import NOBODY
from orchestration.api.keys import Scope
from orchestration.api.membership_index import MembersPage as FoundPage
from orchestration.api.segment_answers import (
    ExportPage,
    ExportRow,
    Member,
    MembershipAnswer,
    MembershipQuestion,
    MembersPage,
    SegmentMembers,
)
from orchestration.api.snapshots import Snapshot
from orchestration.api.values import Cursor, Limit, SegmentInPath

router = APIRouter(prefix="/v1", tags=["members"])

_EXPORT_COLUMNS = ", ".join(f'"{field.alias}"' for field in ExportRow.model_fields.values())


@router.get("/segments/{segment_code}/members", summary="Members of a segment", **needing(Scope.members, 404, 409))
def list_members(
    snapshot: PresentUnlessKnown, segment_code: SegmentInPath, limit: Limit = 1000, cursor: Cursor = None
) -> MembersPage:
    """List the ids of a segment's members in their order, page by page.

    All pages are of one publication. When the next one is published in between, the cursor has expired (409): begin
    again, and nobody who has left since is among the members.
    """
    page, next_cursor = _page(snapshot, segment_code, cursor, limit)
    return MembersPage(
        refresh_id=snapshot.refresh.refresh_id,
        segment_code=segment_code,
        members=[Member(customer_id=customer_id, entered_at=entered_at) for customer_id, entered_at in page.members],
        next_cursor=next_cursor,
    )


@router.get("/segments/{segment_code}/export", summary="Members to import", **needing(Scope.personal, 404, 409))
def export_members(
    snapshot: PresentUnlessKnown, segment_code: SegmentInPath, limit: Limit = 1000, cursor: Cursor = None
) -> ExportPage:
    """List a segment's members with name, e-mail address, phone number and what else an import form asks for."""
    page, next_cursor = _page(snapshot, segment_code, cursor, limit)
    return ExportPage(
        refresh_id=snapshot.refresh.refresh_id,
        segment_code=segment_code,
        rows=snapshot.ask(_export_rows, segment_code, [customer_id for customer_id, _ in page.members]),
        next_cursor=next_cursor,
    )


@router.post(
    "/memberships", summary="Test of up to 1,000 customers", **needing(Scope.members, 404, 413, has_etag=False)
)
async def test_memberships(
    snapshot: Present, response: Response, question: Annotated[MembershipQuestion, Body()]
) -> MembershipAnswer:
    """Say which of some customers are in which of some segments.

    It writes nothing; it is a POST because a thousand ids are too long for an address, and for logs to keep.
    """
    response.headers["Cache-Control"] = "no-store"
    codes = list(dict.fromkeys(question.segments))
    customer_ids = list(dict.fromkeys(question.customer_ids))
    index = snapshot.index
    segments = index.get(codes)
    if segments is None:
        segments = await run_in_threadpool(index.load, codes)
    places = index.find(customer_ids)
    return MembershipAnswer(
        refresh_id=snapshot.refresh.refresh_id,
        segments=[
            SegmentMembers(segment_code=code, members=members.among(places, customer_ids))
            for code, members in zip(codes, segments, strict=True)
        ],
        unknown=[customer_ids[number] for number in (places == NOBODY).nonzero()[0].tolist()],
    )


def _page(snapshot: Snapshot, code: str, cursor: str | None, limit: int) -> tuple[FoundPage, str | None]:
    after = read_cursor(snapshot, code, cursor)
    (members,) = snapshot.index.load([code])
    page = snapshot.index.page(members, after, limit)
    return page, None if page.last_place is None else write_cursor(snapshot, code, page.last_place)


def _export_rows(connection: duckdb.DuckDBPyConnection, code: str, customer_ids: Sequence[str]) -> list[ExportRow]:
    rows = connection.execute(
        f"select {_EXPORT_COLUMNS} from segment_export where segment_code = $code "  # noqa: S608 constants
        'and "CustomerId" in (select unnest($ids::varchar[])) order by "CustomerId"',
        {"code": code, "ids": list(customer_ids)},
    ).fetchall()
    names = list(ExportRow.model_fields)
    return [ExportRow(**dict(zip(names, row, strict=True))) for row in rows]
