"""How seed cells are written: several values, ranges, scopes, group paths."""

import re
from dataclasses import dataclass, field


def values(cell: str) -> list[str]:
    r"""Split a value at `|`; `\|`, `\.` and `\\` are the characters themselves."""
    return [_unescaped(part) for part in _split(cell, "|")]


def ends(cell: str) -> tuple[str, str]:
    """Split a range at `..`; an end that was left out is empty."""
    low, _, high = cell.partition("..")
    return low.strip(), high.strip()


@dataclass(frozen=True)
class Scope:
    """Hold what narrows a measure: value lists by key, and a window of days."""

    lists: dict[str, list[str]] = field(default_factory=dict)
    window: dict[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, cell: str) -> "Scope":
        r"""Read `category=Tea|Coffee;within=30d`; `\;` is the character itself."""
        lists, window = {}, {}
        for pair in filter(str.strip, _split(cell, ";")):
            name, _, written = pair.partition("=")
            if name.strip() in ("within", "from", "to"):
                window[name.strip()] = written.strip()
            else:
                lists[name.strip()] = values(written)
        return cls(lists, window)


def path(group: str) -> tuple[str, ...]:
    """Read `any-1/all-2`; an empty group is `all`."""
    return tuple(part.strip() for part in (group.strip() or "all").split("/"))


def _split(cell: str, separator: str) -> list[str]:
    parts, escaped = [""], False
    for character in cell:
        if character == separator and not escaped:
            parts.append("")
        else:
            parts[-1] += character
        escaped = character == "\\" and not escaped
    return parts


def _unescaped(written: str) -> str:
    return re.sub(r"\\([|.;\\])", r"\1", written)
