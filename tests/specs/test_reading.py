"""What a right row means: the condition it becomes."""

from pathlib import Path

import pytest

from orchestration import specs
from tests.specs.seed_texts import FILTERS, SEGMENT_HEADER, SEGMENTS, filter_rows, make_project, segment_rows


def read(row: str) -> specs.Condition:
    """Read one row of segment_filters.csv."""
    read_specs = specs.specs_from(
        segment_rows("tea", "other").encode(), filter_rows(row, "other,,age,,is_set,,").encode()
    )
    return read_specs.by_code["tea"].conditions[0]


def test_a_segment_is_read_whole(tmp_path: Path) -> None:
    segments = SEGMENT_HEADER + 'tea," Чай, всякий ",static,FALSE,True, Ольга ,"one\ntwo"\n'

    segment = specs.read_specs(make_project(tmp_path / "shop", segments, FILTERS)).by_code["tea"]

    assert (segment.code, segment.name, segment.kind) == ("tea", "Чай, всякий", "static")
    assert (segment.is_active, segment.is_in_analytics) == (False, True)
    assert (segment.owner, segment.description, segment.line) == ("Ольга", "one\ntwo", 2)
    assert [condition.line for condition in segment.conditions] == [2]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("50000", "50000"),
        ("007", "7"),
        ("-0", "0"),
        ("0.0", "0"),
        ("-1.50", "-1.5"),
        (" 12 ", "12"),
        ("123456789012345678.0123456789", "123456789012345678.0123456789"),
        ("0.10000000000000000000", "0.1"),
        ("0000000000000000000001", "1"),
    ],
)
def test_a_number_is_plain_decimal_text(written: str, number: str) -> None:
    assert read(f"tea,,paid_sum,,equals,{written},").values == (number,)


@pytest.mark.parametrize(
    ("row", "low", "high"),
    [
        ("paid_sum,,between,50000..200000", "50000", "200000"),
        ("paid_sum,,between, 5 .. 10 ", "5", "10"),
        ("paid_sum,,between,5..5", "5", "5"),
        ("paid_sum,,between,9..10", "9", "10"),
        ("paid_sum,,between,-10..-9.5", "-10", "-9.5"),
        ("paid_sum,,not_between,50000..", "50000", None),
        ("paid_sum,,between,..3", None, "3"),
        ("last_order_date,,between,2015-01-01..2017-12-01", "2015-01-01", "2017-12-01"),
        ("last_order_date,,between,-3m..today", "-3m", "today"),
        ("last_order_date,,between,2024-02-29..yesterday", "2024-02-29", "yesterday"),
        ("last_order_date,,between,2099-01-01..today", "2099-01-01", "today"),
        ("last_order_date,,between,-0d..+0w", "-0d", "+0w"),
        ("birth_date,,anniversary_between,12-30..01-03", "12-30", "01-03"),
        ("birth_date,,anniversary_between,02-29..02-29", "02-29", "02-29"),
        ("birth_date,,anniversary_between,today..+3d", "today", "+3d"),
        ("birth_date,,anniversary_between,+3d..today", "+3d", "today"),
        ("birth_date,,anniversary_between,..03-08", None, "03-08"),
    ],
)
def test_a_range_has_two_ends_of_which_one_may_be_open(row: str, low: str | None, high: str | None) -> None:
    condition = read(f"tea,,{row},")

    assert (condition.low, condition.high, condition.values) == (low, high, ())


@pytest.mark.parametrize(
    ("row", "values"),
    [
        ("city,,in,Москва | Нижний Новгород", ("Москва", "Нижний Новгород")),
        (r"city,,equals,a\|b", ("a|b",)),
        (r"city,,equals,a\\", ("a\\",)),
        (r"city,,in,a\\|b", ("a\\", "b")),
        (r"city,,equals,1\..2", ("1..2",)),
        ("city,,equals,1..2", ("1..2",)),
        ("city,,contains,..|...", ("..", "...")),
        ("city,,equals,=cmd()", ("=cmd()",)),
        ("city,,in,+1|@x|-2", ("+1", "@x", "-2")),
        ('city,,equals,"say ""hi"""', ('say "hi"',)),
        ("city,,equals,00123", ("00123",)),
        ("city,,equals,NULL", ("NULL",)),
        ('city,,equals,"two\nlines"', ("two\nlines",)),
        ("city,,matches,^(Мос|Пет).*$", ("^(Мос|Пет).*$",)),
        (r"city,,matches,\d\|..", (r"\d\|..",)),
        ("city,,matches, a ", (" a ",)),
        ("order_channels,,all_of,site|phone", ("site", "phone")),
        ("categories_bought,,any_of,Чай > Китайский чай", ("Чай > Китайский чай",)),
        ("segment,,not_in,other", ("other",)),
        ("last_order_date,,on_or_after,-9999d", ("-9999d",)),
        ("is_vip,,is_true,", ()),
        ("products_bought,,is_not_set,", ()),
    ],
)
def test_values_are_separated_trimmed_and_unescaped(row: str, values: tuple[str, ...]) -> None:
    assert read(f"tea,,{row},").values == values


@pytest.mark.parametrize(
    ("scope", "literal"),
    [
        ("", {}),
        ("category=Чай", {"category": ["Чай"]}),
        (" brand = b | a | b ; within = 030d ", {"brand": ["a", "b"], "within": "30d"}),
        ("within=0d", {"within": "0d"}),
        ("from=2024-01-01;to=today", {"from": "2024-01-01", "to": "today"}),
        ("from=-3m", {"from": "-3m"}),
        (r"product=a\;b\|c=d", {"product": ["a;b|c=d"]}),
        ("status=new;store=msk;channel=site|app", {"channel": ["app", "site"], "store": ["msk"], "status": ["new"]}),
    ],
)
def test_a_scope_is_read_in_one_form(scope: str, literal: dict[str, object]) -> None:
    assert read(f"tea,,paid_sum,{scope},at_least,1,").scope.literal() == literal


@pytest.mark.parametrize(
    ("group", "path"),
    [
        ("", ("all",)),
        ("all", ("all",)),
        ("any", ("any",)),
        ("none-x1/all-2/any", ("none-x1", "all-2", "any")),
        ("any-чай", ("any-чай",)),
    ],
)
def test_a_group_is_a_path(group: str, path: tuple[str, ...]) -> None:
    assert read(f"tea,{group},age,,is_set,,").group == path


def test_columns_may_stand_in_any_order() -> None:
    filters = "reason,value,operator,scope,field,group,segment_code\nwhy,1,at_least,,paid_sum,any,tea\n"

    condition = specs.specs_from(SEGMENTS.encode(), filters.encode()).by_code["tea"].conditions[0]

    assert (condition.field, condition.values, condition.group, condition.reason) == (
        "paid_sum",
        ("1",),
        ("any",),
        "why",
    )
    assert str(condition) == "paid_sum at_least 1"


def test_every_field_takes_every_operator_of_its_type() -> None:
    examples = {"number": "1", "date": "today", "text": "a", "list": "a", "segment": "other"}
    ranges = {"number": "1..2", "date": "-3d..today", "custom": "1..2"}
    for field in specs.CATALOGUE.fields.values():
        for operator in specs.CATALOGUE.operators_of[field.type].values():
            value = {
                "no value": "",
                "a range low..high": ranges.get(field.type, ""),
                "a range MM-DD..MM-DD": "12-30..01-02",
            }.get(operator.takes, examples.get(field.type, "today" if "date" in operator.types else "1"))
            condition = read(f"tea,,{field.name},,{operator.name},{value},")
            assert (condition.field, condition.operator) == (field.name, operator.name)
