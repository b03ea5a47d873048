"""What a cell may hold; each becomes plain values that table.js draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode


@dataclass(frozen=True)
class Column:
    """Describe a column.

    Args:
        label: its heading.
        is_number: set right, and sorted downwards first.
        is_wide: left out on a phone.
        help: what the heading does not say.
    """

    label: str
    is_number: bool = False
    is_wide: bool = False
    help: str = ""


@dataclass(frozen=True)
class Count:
    """Show a number as a text and sort by its value."""

    text: str
    value: float | None


@dataclass(frozen=True)
class Bar:
    """Show a share as a text with a bar beside it."""

    text: str
    share: float


@dataclass(frozen=True)
class Tint:
    """Show a number on a ground the darker, the nearer `strength` is to 1; `hint` says what the number is of."""

    text: str
    strength: float
    hint: str = ""


@dataclass(frozen=True)
class Spark:
    """Draw sizes over time as a line; `label` says it in words."""

    values: tuple[int, ...]
    label: str


@dataclass(frozen=True)
class Link:
    """Lead to another page of the catalogue.

    Args:
        text: what is read.
        page: the page's path.
        parameters: of its address.
        note: a smaller text under it.
        icon: a sign before it, with what it means.
    """

    text: str
    page: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    icon: tuple[str, str] | None = None

    @property
    def address(self) -> str:
        """Give the address, relative to any page of the catalogue."""
        return f"{self.page}?{urlencode(self.parameters)}" if self.parameters else self.page


Cell = str | Count | Bar | Tint | Spark | Link


def plain_cell(cell: Cell) -> dict[str, object]:
    """Give a cell as values for the page; `sort` is what its column is ordered by."""
    match cell:
        case str():
            return {"text": cell}
        case Count():
            return {"text": cell.text, "sort": cell.value}
        case Bar():
            return {"text": cell.text, "sort": cell.share, "bar": min(max(cell.share, 0.0), 1.0)}
        case Tint():
            return {
                "text": cell.text,
                "sort": cell.strength,
                "tint": min(max(cell.strength, 0.0), 1.0),
                "hint": cell.hint,
            }
        case Spark():
            return {"spark": list(cell.values), "hint": cell.label, "sort": cell.values[-1] if cell.values else None}
        case Link():
            icon = {"icon": cell.icon[0], "hint": cell.icon[1]} if cell.icon else {}
            target = {"page": cell.page, "parameters": dict(cell.parameters), "href": cell.address}
            return {"text": cell.text, "note": cell.note, **icon, **target}
