"""The tables a demo shop writes: all of the input contract, read from the page ingest reads."""

from collections.abc import Mapping
from functools import cache

from orchestration.project import HOUSE, find_project
from orchestration.refresh.sources import read_sources


@cache
def shop_tables() -> Mapping[str, Mapping[str, str]]:
    """Give each table's columns and their types, in the order they stand in the files."""
    return {table.name: table.columns for table in read_sources(find_project(HOUSE))}
