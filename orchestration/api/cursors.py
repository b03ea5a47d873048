"""Where a page ends, as a word for the next request: good for one publication, and without anybody's id."""

from __future__ import annotations

import base64
import json
from http import HTTPStatus

from orchestration.api.problems import ProblemError
from orchestration.api.snapshots import Snapshot

# Letters of URL-safe base64.
PATTERN = r"^[A-Za-z0-9_-]+$"
LONGEST = 300

# More customers than there are people.
_PLACES = 2**40


def write_cursor(snapshot: Snapshot, code: str, place: int) -> str:
    """Write where to go on."""
    text = json.dumps([snapshot.tag, code, place], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(snapshot: Snapshot, code: str, cursor: str | None) -> int:
    """Give the place to go on after: -1 at the beginning.

    Pages of two publications do not fit together: whoever entered or left in between would be in both or in neither. So
    a cursor ends with its publication.
    """
    if cursor is None:
        return -1
    try:
        tag, of_code, place = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError):  # not base64, not JSON, not three values
        raise _expired() from None
    if (tag, of_code) != (snapshot.tag, code) or type(place) is not int or not 0 <= place < _PLACES:
        raise _expired()
    return place


def _expired() -> ProblemError:
    detail = "This cursor is not one of this segment and the present publication; begin with the first page."
    return ProblemError(HTTPStatus.CONFLICT, "cursor-expired", detail)
