"""The shop's own fields: a condition is asked under the type the field has."""

from tests.harness import Tables, condition
from tests.segment_language.cases.chapter import Case, Chapter

TABLES = Tables()
for _field, _type in {"f_breed": "text", "f_weight": "Number ", "f_adopted": "date", "f_club": "boolean"}.items():
    TABLES.add("field_types", field=_field, label=_field, type=_type)
_VALUES: dict[str, dict[str, str | None]] = {
    "f_all": {"f_breed": " Такса", "f_weight": "7.5", "f_adopted": "2020-02-29", "f_club": "yes"},
    "f_bad": {"f_breed": "5", "f_weight": "heavy", "f_adopted": "2021-02-29", "f_club": "perhaps"},
    "f_blank": {"f_breed": "  ", "f_weight": "", "f_adopted": None, "f_club": " "},
    "f_none": {},
}
for _name, _fields in _VALUES.items():
    TABLES.customer(_name)
    for _field, _value in _fields.items():
        TABLES.add("customer_fields", customer_id=_name, field=_field, value=_value, updated_at="2024-01-01 00:00:00")
TABLES.add("customer_fields", customer_id="f_all", field="f_weight", value="3", updated_at="2023-01-01 00:00:00")
TABLES.add("customer_fields", customer_id="f_bad", field="f_weight", value="4", updated_at="2023-01-01 00:00:00")

_REST = "f_bad f_blank f_none"


def _case(code: str, field: str, operator: str, value: str, members: str) -> Case:
    return Case(code, [condition(f"custom.{field}", operator, value)], members)


OWN_FIELDS = Chapter(
    "own_fields",
    TABLES,
    [
        _case("own_text", "f_breed", "equals", "ТАКСА", "f_all"),
        _case("own_text_not", "f_breed", "not_in", "такса|пудель", _REST),
        _case("own_text_that_looks_like_a_number", "f_breed", "equals", "5", "f_bad"),
        _case("own_text_set", "f_breed", "is_set", "", "f_all f_bad"),
        _case("own_number", "f_weight", "between", "7..8", "f_all"),
        _case("own_number_is_the_latest", "f_weight", "in", "3|4", ""),
        _case("own_number_unset", "f_weight", "is_not_set", "", _REST),
        _case("own_date", "f_adopted", "anniversary_between", "02-29..03-01", "f_all"),
        _case("own_date_not", "f_adopted", "not_between", "2020-01-01..2020-12-31", _REST),
        _case("own_boolean", "f_club", "is_true", "", "f_all"),
        _case("own_boolean_false", "f_club", "is_false", "", ""),
        _case("wrong_type_is_false", "f_weight", "contains", "7", ""),
        _case("wrong_type_negated_is_true", "f_weight", "not_contains", "7", "f_all f_bad f_blank f_none"),
        _case("wrong_value_is_false", "f_weight", "equals", "heavy", ""),
        _case("no_such_field", "f_colour", "equals", "red", ""),
        _case("no_such_field_negated", "f_colour", "not_equals", "red", "f_all f_bad f_blank f_none"),
    ],
)
