"""Rows as CSV text; an empty text stays apart from a missing value."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Write rows under their columns; cells that need it are quoted, missing ones are bare."""
    lines = [",".join(columns)]
    lines += [",".join(_cell(row.get(column)) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = value.strftime("%Y-%m-%d %H:%M:%S.%f") if isinstance(value, datetime) else str(value)
    is_plain = text and not any(character in text for character in ',"\r\n') and text == text.strip()
    return text if is_plain else '"' + text.replace('"', '""') + '"'
