"""Warn of what conditions name and the shop does not have: categories, products, brands and fields of its own.

What a name may be called by is the warehouse's knowledge, so this looks into the catalogues of the last build.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, cast

import duckdb

from orchestration.faults import Fault, closest, quoted
from orchestration.project import Project
from orchestration.refresh.errors import RefreshError
from orchestration.refresh.known_fields import unfitting_fields
from orchestration.refresh.warehouse import open_warehouse, relation_exists
from orchestration.specs import Condition, Specs
from orchestration.specs.filter_rows import FILTERS_FILE
from orchestration.specs.score_rows import SCORES_FILE

Kind = Literal["category", "product", "brand"]

KIND_OF_FIELD: dict[str, Kind] = {
    "categories_bought": "category",
    "products_bought": "product",
    "brands_bought": "brand",
}
PLURALS: dict[Kind, str] = {"category": "categories", "product": "products", "brand": "brands"}

# Every spelling a kind of thing goes by, in the form names are compared in; paths have one blank around `>`.
_KNOWN = {
    "category": "select unnest(category_keys) as name, category as shown from main.category_catalogue",
    "product": "select unnest([id_key, sku_key, name_key]) as name, product as shown from main.product_catalogue",
    "brand": "select brand_key as name, brand as shown from main.product_catalogue",
}
_SHOWN = "select distinct shown from known where shown is not null"
_UNKNOWN = """
select value
from (select unnest(?) as value) as wanted
where not exists (
    select 1 from known
    where known.name in (
        lower(nfc_normalize(wanted.value)),
        lower(nfc_normalize(regexp_replace(wanted.value, '\\s*>\\s*', ' > ', 'g')))
    )
)
"""


def unknown_names(connection: duckdb.DuckDBPyConnection, specs: Specs) -> list[Fault]:
    """Find the names that nothing in the built catalogues goes by.

    Args:
        connection: the build file.
        specs: the segments and scores to look through.

    Returns:
        One warning per condition and name, with the nearest name there is.
    """
    conditions = [(FILTERS_FILE, condition) for segment in specs.segments for condition in segment.conditions]
    conditions += [(SCORES_FILE, condition) for score in specs.scores for condition in score.conditions]
    faults = [*_unknown_things(connection, conditions), *unfitting_fields(connection, conditions)]
    return sorted(faults, key=lambda fault: fault.order)


def _unknown_things(
    connection: duckdb.DuckDBPyConnection, conditions: Sequence[tuple[str, Condition]]
) -> Iterator[Fault]:
    """Find the categories, products and brands."""
    if not relation_exists(connection, "main", "category_catalogue"):
        return
    named = [(kind, name, file, condition) for file, condition in conditions for kind, name in _names(condition)]
    for kind in PLURALS:
        wanted = sorted({name for of_kind, name, *_ in named if of_kind == kind})
        if not wanted:
            continue
        unknown = {
            row[0] for row in connection.execute(f"with known as ({_KNOWN[kind]}) {_UNKNOWN}", [wanted]).fetchall()
        }
        shown = [row[0] for row in connection.execute(f"with known as ({_KNOWN[kind]}) {_SHOWN}").fetchall()]
        for of_kind, name, file, condition in named:
            if of_kind == kind and name in unknown:
                yield _warning(kind, name, file, condition, closest(name, shown))


def unknown_names_of_build(project: Project, specs: Specs) -> list[Fault]:
    """Find unknown names by the last build, if there is one nobody is writing to."""
    if not project.build_file.is_file():
        return []
    try:
        with open_warehouse(project.build_file, read_only=True) as connection:
            return unknown_names(connection, specs)
    except RefreshError:
        return []  # a running refresh warns by itself


def _names(condition: Condition) -> Iterator[tuple[Kind, str]]:
    if condition.field in KIND_OF_FIELD:
        for value in condition.values:
            yield KIND_OF_FIELD[condition.field], value
    for kind in PLURALS:
        for value in cast("tuple[str, ...]", getattr(condition.scope, kind)):
            yield kind, value


def _warning(kind: Kind, name: str, file: str, condition: Condition, guess: str | None) -> Fault:
    hint = f"; did you mean {quoted(guess)}?" if guess else ""
    column = "scope" if name in getattr(condition.scope, kind) else "value"
    message = f"the shop has no {kind} {quoted(name)}, so it matches nothing{hint}"
    return Fault(file, condition.line, column, name, message, (), "warning")
