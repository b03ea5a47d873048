"""What is written about the language says what the catalogue says."""

import csv
import json
import re
from pathlib import Path

import pytest

from orchestration import specs
from orchestration.project import HOUSE
from orchestration.specs.documents import PAGE, SCHEMAS, documents, tables_of
from orchestration.specs.language_examples import FIELD_EXAMPLES, OPERATOR_EXAMPLES, SCOPE_EXAMPLES
from orchestration.specs.language_tables import language_tables
from orchestration.specs.reading import COLUMNS
from orchestration.specs.seed_schemas import seed_schemas
from tests.specs.truth_tables import TRUTHS

REMEDY = "run `python -m orchestration.specs.documents`"


@pytest.mark.parametrize("path", sorted(documents(HOUSE)))
def test_documents_are_up_to_date(path: str) -> None:
    assert (HOUSE / path).read_text(encoding="utf-8") == documents(HOUSE)[path], REMEDY


def test_the_page_has_every_table_and_no_other() -> None:
    page = (HOUSE / PAGE).read_text(encoding="utf-8")
    truths = {f"truth of {name}" for name in (*TRUTHS, "groups")}

    assert tables_of(page).keys() == language_tables().keys() | truths
    assert page.count("<!-- table: ") == page.count("<!-- end -->") == len(tables_of(page))


def test_there_is_an_example_of_everything() -> None:
    catalogue = specs.CATALOGUE

    assert FIELD_EXAMPLES.keys() == catalogue.fields.keys()
    assert SCOPE_EXAMPLES.keys() == {key.name for key in catalogue.scope_keys}
    wanted = {
        (field_type, operator.name)
        for operator in catalogue.operators
        for field_type in operator.types
        if operator.takes != "no value"
    }
    assert OPERATOR_EXAMPLES.keys() == wanted


def test_links_of_the_page_lead_somewhere() -> None:
    page = (HOUSE / PAGE).read_text(encoding="utf-8")
    headings = {
        re.sub(r"[^a-z-]", "", line.strip("# ").lower().replace(" ", "-"))
        for line in page.splitlines()
        if line.startswith("#")
    }

    assert set(re.findall(r"\]\(#([^)]+)\)", page)) <= headings


def test_each_seed_has_a_schema_with_its_columns() -> None:
    assert sorted(path.name for path in (HOUSE / SCHEMAS).iterdir()) == sorted(
        f"{Path(file).stem}.json" for file in COLUMNS
    )
    for file, schema in seed_schemas().items():
        assert tuple(field["name"] for field in schema["fields"]) == COLUMNS[file]  # type: ignore[attr-defined,index]


def refused(file: str, cells: dict[str, str]) -> list[str]:
    """Give the columns whose cells break the constraints of the schema, as written in docs/schemas."""
    schema = json.loads((HOUSE / SCHEMAS / f"{Path(file).stem}.json").read_text(encoding="utf-8"))
    wrong = []
    for field in schema["fields"]:
        cell, rules = cells[field["name"]], field.get("constraints", {})
        fits = not rules.get("required")
        if cell:
            fits = cell in rules.get("enum", [cell]) and bool(re.fullmatch(rules.get("pattern", "(?s:.*)"), cell))
        if not fits:
            wrong.append(field["name"])
    return wrong


@pytest.mark.parametrize("root", [HOUSE, HOUSE / "examples" / "online_retail"], ids=["house", "online_retail"])
@pytest.mark.parametrize("file", COLUMNS)
def test_the_seeds_fit_their_schemas(root: Path, file: str) -> None:
    with (root / file).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            assert refused(file, row) == []


@pytest.mark.parametrize(
    ("column", "bad"),
    [
        ("segment_code", "Tea"),
        ("segment_code", "t" * 51),
        ("segment_code", ""),
        ("group", "and"),
        ("group", "any-1/"),
        ("field", "paid_sums"),
        ("field", "custom. "),
        ("scope", "colour=red"),
        ("scope", "within"),
        ("scope", "within=30d;"),
        ("operator", ">="),
        ("operator", ""),
    ],
)
def test_a_schema_refuses_what_validation_refuses(column: str, bad: str) -> None:
    row = {
        "segment_code": "tea",
        "group": "any-1/all-2",
        "field": "custom.pet breed",
        "scope": r"category=a\;b|c; within = 30d",
        "operator": "equals",
        "value": "",
        "reason": "",
    }

    assert refused("seeds/segment_filters.csv", row) == []
    assert refused("seeds/segment_filters.csv", {**row, column: bad}) == [column]
