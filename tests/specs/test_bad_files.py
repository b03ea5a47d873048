"""Files that are no proper seeds, and rows of segments.csv that are wrong, are refused with clear words."""

from pathlib import Path

import pytest

from orchestration import specs
from tests.specs.seed_texts import FILTER_HEADER, FILTERS, SEGMENT_HEADER, SEGMENTS, filter_rows, make_project

SEGMENT_COLUMNS = SEGMENT_HEADER.strip()
FILTER_COLUMNS = FILTER_HEADER.strip()
LONG = "t" * 51
KINDS = "legal: dynamic, static"
NEVER_CLOSED = 'a quote is opened and never closed; write a literal " as "" inside quotes'
TEXT_AFTER_QUOTE = 'text follows a closing quote; write a literal " as "" inside quotes'
NO_NUMBER = '"x" is not a number; write it in digits, such as 1500 or -0.5'
BLANK_LINE = "warning: the line is blank; some warehouses read it as a row of nothing, delete it"


def said_about(root: Path, segments: str | bytes | None, filters: str | bytes | None) -> list[str]:
    return [str(fault) for fault in specs.check(make_project(root / "shop", segments, filters))]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("Tea", '"Tea" is not a code; did you mean tea? write a-z, 0-9 and _, starting with a letter'),
        ("tea-time", '"tea-time" is not a code; did you mean tea_time? write a-z, 0-9 and _, starting with a letter'),
        ("1tea", '"1tea" is not a code; write a-z, 0-9 and _, starting with a letter'),
        ("_tea", '"_tea" is not a code; did you mean tea? write a-z, 0-9 and _, starting with a letter'),
        ("чай", '"чай" is not a code; write a-z, 0-9 and _, starting with a letter'),
        (" tea", '" tea" is not a code; did you mean tea? write a-z, 0-9 and _, starting with a letter'),
        (LONG, f'"{LONG}" has 51 characters; at most 50'),
        *(
            (code, f'"{code}" is reserved: segment_{code} is a relation of the house; add a word to it')
            for code in ("memberships", "membership_history", "sizes", "axes", "export", "members", "top_products")
        ),
    ],
)
def test_a_bad_code_is_refused(tmp_path: Path, code: str, message: str) -> None:
    segments = f"{SEGMENT_HEADER}{code},Tea,dynamic,true,true,,\n"

    said = said_about(tmp_path, segments, filter_rows(f"{code},,paid_sum,,at_least,1,"))

    assert said == [f"seeds/segments.csv:2 segment_code: {message}"]


@pytest.mark.parametrize(
    ("row", "messages"),
    [
        ("tea,Tea,dinamic,true,true,,", [f' kind: "dinamic" is not a kind; did you mean dynamic? {KINDS}']),
        ("tea,Tea,Static,true,true,,", [f' kind: "Static" is not a kind; did you mean static? {KINDS}']),
        ("tea,Tea,,true,true,,", [f' kind: "" is not a kind; {KINDS}']),
        ("tea,Tea,dynamic,yes,true,,", [' is_active: "yes" is neither true nor false; legal: true, false']),
        ("tea,Tea,dynamic,true,1,,", [' is_in_analytics: "1" is neither true nor false; legal: true, false']),
        ("tea,Tea,dynamic,,true,,", [' is_active: "" is neither true nor false; legal: true, false']),
        (
            "tea,Tea,dynamic,ture,true ,,",
            [
                ' is_active: "ture" is neither true nor false; did you mean true? legal: true, false',
                ' is_in_analytics: "true " is neither true nor false; did you mean true? legal: true, false',
            ],
        ),
        ("tea, ,dynamic,true,true,,", [" name: the name is empty; it is what people see"]),
        ("tea,Tea,dynamic,true,true", [": the row has 5 cells, the header 7; empty cells need commas too"]),
        (
            "tea,Tea, green,dynamic,true,true,,",
            [": the row has 8 cells, the header 7; put quotes around a cell that holds a comma"],
        ),
        ("tea,Te\0a,dynamic,true,true,,", [' name: "Te\\x00a" holds the control character U+0000; take it out']),
        (
            "tea,Tea,dynamic,true,true,\x1b[31mred,",
            [' owner: "\\x1b[31mred" holds the control character U+001B; take it out'],
        ),
        ('tea,"Te\na",dynamic,true,true,,', [' name: "Te\\na" holds the control character U+000A; take it out']),
    ],
)
def test_a_bad_segment_row_is_refused(tmp_path: Path, row: str, messages: list[str]) -> None:
    said = said_about(tmp_path, f"{SEGMENT_HEADER}{row}\n", FILTERS)

    assert said == [f"seeds/segments.csv:2{message}" for message in messages]


def test_a_code_is_used_once(tmp_path: Path) -> None:
    said = said_about(tmp_path, SEGMENTS + "tea,Tea again,static,true,true,,\n", FILTERS)

    assert said == ['seeds/segments.csv:3 segment_code: "tea" is already the code of line 2; a code names one segment']


def test_a_segment_has_conditions(tmp_path: Path) -> None:
    message = '"tea" has no conditions; add at least one row to seeds/segment_filters.csv'

    assert said_about(tmp_path, SEGMENTS, FILTER_HEADER) == [f"seeds/segments.csv:2 segment_code: {message}"]


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (None, f": the file is missing; its first line is {FILTER_COLUMNS}"),
        ("", f":1: the file is empty; its first line is {FILTER_COLUMNS}"),
        ("\n \n", f":1: the file is empty; its first line is {FILTER_COLUMNS}"),
        ("tea,,paid_sum,,at_least,1,\n", f":1: the line is not the header; the first line is {FILTER_COLUMNS}"),
        (
            FILTERS.replace(",", ";"),
            ":1: the columns are separated by semicolons, as some spreadsheets save CSV; separate them by commas",
        ),
        (
            FILTERS.replace(",", "\t"),
            ":1: the columns are separated by tabs, as some spreadsheets save CSV; separate them by commas",
        ),
        (
            filter_rows("tea,,city,,equals,Москва,").encode("cp1251"),
            ":2: the line is not UTF-8; the file may be saved as Windows-1251 or Windows-1252, save it as UTF-8",
        ),
        (FILTERS.encode("utf-16"), ":1: the file is saved as UTF-16; save it as UTF-8"),
        (FILTERS.encode("utf-16-le"), ":1: the file is saved as UTF-16; save it as UTF-8"),
        (
            FILTERS.replace(",reason", "").replace("1,", "1"),
            f":1 reason: the column is missing; the first line is {FILTER_COLUMNS}",
        ),
        (
            FILTERS.replace("reason", "reason,notes").replace("1,", "1,,"),
            f':1 notes: "notes" is not a column of this file; legal: {FILTER_COLUMNS.replace(",", ", ")}',
        ),
        (FILTERS.replace("reason", "reason,value").replace("1,", "1,,"), ":1 value: the column stands 2 times"),
        (FILTERS + 'tea,,city,,equals,"a,\n', f":3: {NEVER_CLOSED}"),
        ('"' + FILTERS, f":1: {NEVER_CLOSED}"),
        (FILTERS + 'tea,,city,,equals,"a"b,\n', f":3: {TEXT_AFTER_QUOTE}"),
        (
            FILTERS + f"tea,,city,,equals,{'x' * 140_000},\n",
            ":3: a cell is longer than 131072 characters; a quote may be missing",
        ),
        (FILTERS + "tea,,city\n", ":3: the row has 3 cells, the header 7; empty cells need commas too"),
        (FILTERS.replace("\n", "\r\n", 1), ":2: the line ends with LF, the first with CRLF; save the file again"),
    ],
)
def test_a_file_that_is_no_seed_is_refused(tmp_path: Path, filters: str | bytes | None, message: str) -> None:
    assert said_about(tmp_path, SEGMENTS, filters) == [f"seeds/segment_filters.csv{message}"]


def test_a_misnamed_column_is_said_once_each_way(tmp_path: Path) -> None:
    guess = "did you mean operator? legal: operator"

    assert said_about(tmp_path, SEGMENTS, FILTERS.replace("operator", "oprator")) == [
        f'seeds/segment_filters.csv:1 oprator: "oprator" is not a column of this file; {guess}',
        f"seeds/segment_filters.csv:1 operator: the column is missing; the first line is {FILTER_COLUMNS}",
    ]


def test_every_fault_of_both_files_is_said_at_once(tmp_path: Path) -> None:
    segments = SEGMENT_HEADER + 'tea,,dynamic,maybe,true,,\n"cocoa"x\nmilk,Milk,static,true,true,,\n'
    filters = filter_rows(
        "tea,,paid_sum,,at_least,x,", "tea,,cty,,equals", "tea,and,city,,equals,a|b,", "milk,,age,,is_set,1,"
    )
    guess = "did you mean all? legal: all, any, none"

    assert said_about(tmp_path, segments, filters) == [
        f"seeds/segment_filters.csv:2 value: {NO_NUMBER}",
        "seeds/segment_filters.csv:3: the row has 5 cells, the header 7; empty cells need commas too",
        f'seeds/segment_filters.csv:4 group: "and" does not start with a connective; {guess}',
        'seeds/segment_filters.csv:4 value: "a|b" is 2 values, and equals takes one; use in',
        'seeds/segment_filters.csv:5 value: is_set takes no value, and the cell has "1"; leave it empty',
        "seeds/segments.csv:2 name: the name is empty; it is what people see",
        'seeds/segments.csv:2 is_active: "maybe" is neither true nor false; legal: true, false',
        f"seeds/segments.csv:3: {TEXT_AFTER_QUOTE}",
    ]


def test_lines_are_the_physical_ones(tmp_path: Path) -> None:
    filters = filter_rows('tea,,age,,at_least,1,"a\nb\n\nc"', "", "tea,,age,,at_least,x,")

    assert said_about(tmp_path, SEGMENTS, filters) == [
        f"seeds/segment_filters.csv:6: {BLANK_LINE}",
        f"seeds/segment_filters.csv:7 value: {NO_NUMBER}",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_is_fine(tmp_path: Path, end: str) -> None:
    seeds = (text.replace("\n", end) for text in (SEGMENTS, FILTERS))

    assert said_about(tmp_path, *seeds) == []


def test_a_byte_order_mark_is_refused_and_hides_no_other_fault(tmp_path: Path) -> None:
    marked = "\ufeff" + f"{SEGMENT_HEADER}tea,Tea,dinamic,true,true,,\n"

    assert said_about(tmp_path, marked, FILTERS) == [
        "seeds/segments.csv:1: the file begins with a byte order mark, which some warehouses read as part of the first"
        " column's name; save it as UTF-8 without one",
        f'seeds/segments.csv:2 kind: "dinamic" is not a kind; did you mean dynamic? {KINDS}',
    ]
