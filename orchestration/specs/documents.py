"""Keep what is written about the language by what it is: `python -m orchestration.specs.documents`.

The page docs/segment-language.md is written by hand but for the tables between its marks; the schemas in docs/schemas
are written whole. A test checks that neither says anything else than the catalogue.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from orchestration.project import HOUSE
from orchestration.specs.changes import write_whole
from orchestration.specs.language_tables import language_tables
from orchestration.specs.seed_schemas import seed_schemas

PAGE = "docs/segment-language.md"
SCHEMAS = "docs/schemas"

_TABLE = re.compile(r"(?P<opening><!-- table: (?P<name>[^\n]+) -->\n)(?P<text>.*?)(?P<closing><!-- end -->)", re.DOTALL)


def documents(house: Path) -> dict[str, str]:
    """Give the text of every document by its path, as it should be."""
    page = (house / PAGE).read_text(encoding="utf-8")
    schemas = {f"{SCHEMAS}/{Path(file).stem}.json": _json(schema) for file, schema in seed_schemas().items()}
    return {PAGE: with_tables(page, language_tables()), **schemas}


def tables_of(page: str) -> dict[str, str]:
    """Give the tables of a page by name."""
    return {found["name"]: found["text"] for found in _TABLE.finditer(page)}


def with_tables(page: str, tables: Mapping[str, str]) -> str:
    """Put tables between their marks; others stay as they are."""
    return _TABLE.sub(
        lambda found: found["opening"] + tables.get(found["name"], found["text"]) + found["closing"], page
    )


def write_documents(house: Path) -> None:
    """Bring the documents up to date."""
    for path, text in documents(house).items():
        (house / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(house / path, text.encode())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    write_documents(HOUSE)
