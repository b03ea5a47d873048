"""Write values into SQL that takes no parameters: names, texts and paths of files."""

from __future__ import annotations

from pathlib import Path

_GLOB_CHARACTERS = "*?["


def name(identifier: str) -> str:
    """Quote an identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def text(value: str) -> str:
    """Quote a text literal."""
    return "'" + value.replace("'", "''") + "'"


def plain_path(path: Path) -> str:
    """Quote the path of a database file."""
    return text(str(path))


def read_path(path: Path) -> str:
    """Quote the path of a file to read: readers take `*`, `?` and `[` for patterns, so these are escaped."""
    return text("".join(f"[{letter}]" if letter in _GLOB_CHARACTERS else letter for letter in str(path)))
