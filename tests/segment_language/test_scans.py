"""However many measures the filters need, each kind of fact is scanned once."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from orchestration.specs import CATALOGUE
from orchestration.specs.catalogue import Field, FieldType
from tests.harness import Shop, condition, segment
from tests.segment_language.cases import AS_OF, CHAPTERS, merged

SCOPES = {"category": "Tea", "channel": "site", "kind": "opened", "within": "30d", "status": "new"}
VALUES = {
    FieldType.NUMBER: ("at_least", "0"),
    FieldType.DATE: ("on_or_before", "today"),
    FieldType.TEXT: ("not_equals", "nowhere"),
    FieldType.LIST: ("none_of", "nothing"),
    FieldType.BOOLEAN: ("is_not_set", ""),
    FieldType.SEGMENT: ("not_in", "nobody"),
    FieldType.CUSTOM: ("not_equals", "nothing"),
}


def conditions_of(field: Field) -> Iterator[dict[str, str]]:
    """Use a field without a scope, and with every scope of ours that it takes."""
    name = field.name.replace("<field>", "pet")
    operator, value = VALUES[field.type]
    yield condition(name, operator, value)
    for key, named in SCOPES.items():
        if key in field.scopes:
            yield condition(name, operator, value, scope=f"{key}={named}")


EVERYTHING = [row for field in CATALOGUE.fields.values() for row in conditions_of(field)]
PLANNED = [condition("paid_sum", "less_than", "7", scope="within=30d"), condition("city", "equals", "Perm")]


def refreshed(folder: Path, segments: dict[str, list[dict[str, str]]]) -> Shop:
    shop = Shop.open(folder).without_data_tests()
    shop.write_tables(merged(CHAPTERS))
    rows = {"nobody": [condition("orders_count", "less_than", "0")], **segments}
    shop.write_seeds(
        [segment(code) for code in rows],
        [{**row, "segment_code": code} for code, conditions in rows.items() for row in conditions],
    )
    shop.refresh(AS_OF)
    return shop


def scans(shop: Shop) -> Counter[str]:
    """Count how often each table is scanned to measure everything the filters of a shop need."""
    sql = (shop.root / "target/compiled/temporary_shop/models/segments/scoped_measures.sql").read_text("utf-8")
    ((_, plan),) = shop.built(f"explain (format json) {sql}")
    return Counter(scanned for node in json.loads(str(plan)) for scanned in tables_of(node))


def tables_of(node: dict[str, Any]) -> Iterator[str]:
    table = node.get("extra_info", {}).get("Table")
    if table:
        yield str(table).rpartition(".")[2]
    for child in node.get("children", ()):
        yield from tables_of(child)


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return refreshed(tmp_path_factory.mktemp("scans") / "shop", {"everything": EVERYTHING})


@pytest.mark.long
def test_a_definition_using_every_field_scans_each_kind_of_fact_once(everything: Shop) -> None:
    counted = scans(everything)
    facts = {"judged_order_items", "abandoned_carts", "judged_cart_items", "judged_reviews", "judged_interactions"}
    assert {table: counted[table] for table in facts} == dict.fromkeys(facts, 1)
    # Orders are named once each for orders, their lines and categories: shared, DuckDB would write them out.
    assert counted["order_amounts"] == 3


@pytest.mark.long
def test_a_segment_of_planned_measures_adds_no_scan(everything: Shop, tmp_path: Path) -> None:
    two = refreshed(tmp_path / "shop", {"everything": EVERYTHING, "planned": PLANNED})
    assert scans(two) == scans(everything)
    measures = "select column_name from (describe segment_measures)"
    assert two.built(measures) == everything.built(measures)
