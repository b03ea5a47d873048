"""The input contract: which tables of the shop there are, read from the page dbt reads too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from orchestration.project import Project

SOURCE_NAME = "shop"
SOURCES_FILE = Path("models") / "staging" / "_sources.yml"


@dataclass(frozen=True)
class SourceTable:
    """Say what one table of the shop has to look like.

    Args:
        name: name of the table and of its file without the extension.
        required: whether the refresh cannot do without it.
        columns: declared columns and their types, in order.
        key: the columns that name a row.
    """

    name: str
    required: bool
    columns: dict[str, str]
    key: tuple[str, ...]


def read_sources(project: Project) -> tuple[SourceTable, ...]:
    """Read the tables of the source `shop` in the order they are declared."""
    page = yaml.safe_load((project.house / SOURCES_FILE).read_text(encoding="utf-8"))
    source = next(source for source in page["sources"] if source["name"] == SOURCE_NAME)
    return tuple(_source_table(table) for table in source["tables"])


def _source_table(table: dict[str, Any]) -> SourceTable:
    return SourceTable(
        name=table["name"],
        required=bool(table["config"]["meta"]["required"]),
        columns={column["name"]: column["data_type"] for column in table["columns"]},
        key=tuple(table["config"]["meta"]["key"]),
    )
