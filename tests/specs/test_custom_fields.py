"""Fields of the shop's own: their type is data, so a condition says under which types it makes sense."""

import pytest
import yaml

from orchestration import specs
from tests.specs.rendering import arguments, generate
from tests.specs.seed_texts import filter_rows, segment_rows
from tests.specs.test_reading import read


@pytest.mark.parametrize(
    ("condition", "types"),
    [
        ("equals,5", "text number"),
        ("equals,cat", "text"),
        ("equals,5..6", "text"),
        ("not_equals,007.50", "text number"),
        ("in,5|6", "text number"),
        ("not_in,5|cat", "text"),
        ("at_most,5", "number"),
        ("between,1..5", "number"),
        ("not_between,..-0.5", "number"),
        ("between,2020-01-01..", "date"),
        ("not_between,-3m..today", "date"),
        ("on,today", "date"),
        ("before,2020-01-01", "date"),
        ("anniversary_between,12-30..01-02", "date"),
        ("contains,5", "text"),
        ("ends_with,a|b", "text"),
        ("matches,^5$", "text"),
        ("is_true,", "boolean"),
        ("is_false,", "boolean"),
        ("is_set,", "text number date boolean"),
        ("is_not_set,", "text number date boolean"),
    ],
)
def test_operator_and_value_say_which_types_fit(condition: str, types: str) -> None:
    assert " ".join(read(f"tea,,custom.pet,,{condition},").types) == types


def test_a_value_that_may_be_a_text_stays_as_written() -> None:
    assert read("tea,,custom.pet,,in,007.50| 7.5 ,").values == ("007.50", "7.5")
    assert read("tea,,custom.pet,,at_least,007.50,").values == ("7.5",)


def test_the_name_is_trimmed_and_otherwise_exact() -> None:
    assert read("tea,,custom.\u00a0Pet  breed ,,is_set,,").field == "custom.Pet  breed"
    assert read("tea,,custom.custom.x,,is_set,,").field == "custom.custom.x"


def test_one_measure_has_a_column_for_every_type() -> None:
    files = generate(
        segment_rows("tea", "milk"),
        filter_rows("tea,,custom.pet breed,,equals,cat,", "milk,,custom.pet breed,,is_set,,"),
    )

    sql, document = files["models/segments/segment_measures.sql"], files["models/segments/_generated.yml"]
    measure = {"column": "custom__cb489445", "field": "custom.pet breed", "form": "custom", "scope": {}}
    assert arguments(sql) == {"measures": [measure]}
    models = {model["name"]: model for model in yaml.safe_load(document)["models"]}
    columns = {column["name"]: column["data_type"] for column in models["segment_measures"]["columns"]}
    assert columns == {
        "customer_id": "varchar",
        "custom__cb489445_text": "varchar",
        "custom__cb489445_key": "varchar",
        "custom__cb489445_number": "decimal(18,4)",
        "custom__cb489445_date": "date",
        "custom__cb489445_boolean": "boolean",
        "measured_at": "timestamp",
    }


def test_the_catalogue_finds_every_name_after_the_prefix() -> None:
    found = specs.CATALOGUE.find("custom.anything at all")

    assert found is not None
    assert found.name == "custom.anything at all"
    assert specs.CATALOGUE.find("custom. ") is None
    assert specs.CATALOGUE.find("anything") is None
