"""How many published files are kept: the environment's answer, or the default."""

from __future__ import annotations

import os

from orchestration.refresh.publication_errors import KeepPublicationsError

KEPT = 5
SETTING = "SEGMENTS_KEEP_PUBLICATIONS"


def publications_to_keep() -> int:
    """Give how many publications are kept, the present one included."""
    text = os.environ.get(SETTING, "").strip() or str(KEPT)
    if not (text.isascii() and text.isdigit() and int(text) >= 1):
        raise KeepPublicationsError(SETTING, text)
    return int(text)
