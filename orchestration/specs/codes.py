"""The short names in the first column of a seed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from orchestration.faults import quoted

LONGEST_CODE = 50

_CODE = re.compile(r"[a-z][a-z0-9_]*")


def code_problems(code: str, example: str) -> Iterator[str]:
    """Say what keeps a text from being a code: small letters, digits and underscores."""
    if not code:
        yield f"the code is empty; write a short name in lower case, such as {example}"
    elif not _CODE.fullmatch(code):
        written = re.sub(r"[^a-z0-9]+", "_", code.lower()).strip("_")
        meant = f"did you mean {written}? " if _CODE.fullmatch(written) else ""
        yield f"{quoted(code)} is not a code; {meant}write a-z, 0-9 and _, starting with a letter"
    elif len(code) > LONGEST_CODE:
        yield f"{quoted(code)} has {len(code)} characters; at most {LONGEST_CODE}"
