"""Values of requests and answers that occur in many places."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from urllib.parse import unquote_to_bytes

from fastapi import Path, Query
from pydantic import BeforeValidator, Field, StringConstraints

from orchestration.api.cursors import LONGEST, PATTERN

LONGEST_ID = 1000
MOST_IDS = 1000
MOST_SEGMENTS = 20
MOST_MEMBERS = 5000
MOST_SIZES = 1000


def _as_utc(instant: object) -> object:
    """Say of an instant of the warehouse that it is UTC."""
    return instant.replace(tzinfo=UTC) if isinstance(instant, datetime) else instant


def _decoded(text: object) -> object:
    """Decode what stands for other characters in a path, which was matched as it was sent."""
    return unquote_to_bytes(text.encode("latin-1")).decode("utf-8") if isinstance(text, str) else text


Instant = Annotated[datetime, BeforeValidator(_as_utc)]

SegmentCode = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,49}$")]
CustomerId = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ID)]

SegmentInPath = Annotated[
    SegmentCode, BeforeValidator(_decoded), Path(description="Code of the segment.", examples=["vip"])
]
CustomerInPath = Annotated[
    CustomerId,
    BeforeValidator(_decoded),
    Path(description="The customer's id in the shop, percent-encoded as one part of the path.", examples=["C0000012"]),
]
Limit = Annotated[int, Query(ge=1, le=MOST_MEMBERS, description="Most members of a page.")]
Cursor = Annotated[
    str | None,
    Query(
        pattern=PATTERN,
        max_length=LONGEST,
        description="`next_cursor` of the page before; without it the first page. It ends with its publication (409).",
    ),
]
RefreshId = Annotated[
    str, Field(description="Key of the refresh this is the result of.", examples=["20260301T120000Z"])
]
