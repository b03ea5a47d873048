"""Write a change of files as a patch that `git apply` takes, whatever their line ends and last lines are."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

_NO_LINE_END = b"\\ No newline at end of file\n"


def patch_of(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> bytes:
    """Give the patch that turns some files into others; empty when nothing differs.

    Args:
        before: what stands in the files, by their path in the project.
        after: what is to stand in them.
    """
    return b"".join(part for path in sorted(after) for part in _file_patch(path, before[path], after[path]))


def _file_patch(path: str, before: bytes, after: bytes) -> Iterator[bytes]:
    """Give the lines of one file's patch, in bytes: a line ends where git says so, at a line feed and nowhere else."""
    lines = difflib.diff_bytes(
        difflib.unified_diff, _lines(before), _lines(after), f"a/{path}".encode(), f"b/{path}".encode(), lineterm=b"\n"
    )
    for line in lines:
        yield line if line.endswith(b"\n") else line + b"\n" + _NO_LINE_END


def _lines(text: bytes) -> list[bytes]:
    *lines, last = text.split(b"\n")
    return [line + b"\n" for line in lines] + ([last] if last else [])
