"""Contracts are read strictly: a cell that could mean something else, or nothing, is refused with what is legal."""

from pathlib import Path

import pytest

from orchestration import specs
from orchestration.faults import FaultsError
from orchestration.specs.contract_rows import RULES, argument_codes
from tests.specs.seed_texts import CONTRACT_HEADER, RETIRED_HEADER, filter_rows, make_project, segment_rows

CONTRACTS = "seeds/segment_contracts.csv"
CODES = ("tea", "cocoa", "sweets")
LEGAL_CODES = "legal: tea, cocoa, sweets"
LEGAL_RULES = f"legal: {', '.join(RULES)}"


def said_about(root: Path, *rows: str, retired: str = "") -> list[str]:
    project = make_project(
        root / "shop",
        segment_rows(*CODES),
        filter_rows(*(f"{code},,age,,is_set,," for code in CODES)),
        segment_contracts=CONTRACT_HEADER + "".join(f"{row}\n" for row in rows),
        retired_segments=RETIRED_HEADER + retired,
    )
    return [str(fault) for fault in specs.check(project)]


@pytest.mark.parametrize(
    "row",
    [
        "tea,never_empty,,error",
        "tea,max_share,0,warn",
        "tea,max_share,1,warn",
        "tea,max_share,0.0000000001,warn",
        "tea,max_share,0.5000000000000,warn",
        "tea,max_change,1.0,error",
        "tea,min_members,1,error",
        "tea,min_members,999999999999999999,error",
        "tea,subset_of,cocoa,error",
        "tea,excludes,cocoa|sweets,warn",
        "tea,covers_with,sweets|cocoa,warn",
    ],
)
def test_a_right_row_is_read_as_it_stands(tmp_path: Path, row: str) -> None:
    project = make_project(
        tmp_path,
        segment_rows(*CODES),
        filter_rows(*(f"{code},,age,,is_set,," for code in CODES)),
        segment_contracts=f"{CONTRACT_HEADER}{row}\n",
    )
    (contract,) = specs.read_specs(project).contracts
    assert ",".join((contract.code, contract.rule, contract.argument, contract.severity)) == row
    assert contract.line == 2
    named = tuple(row.split(",")[2].split("|")) if "cocoa" in row else ()
    assert argument_codes(contract) == named


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",never_empty,,error", "segment_code: the segment code is empty"),
        ("tee,never_empty,,error", f'segment_code: "tee" is not a segment; did you mean tea? {LEGAL_CODES}'),
        ("Tea,never_empty,,error", f'segment_code: "Tea" is not a segment; did you mean tea? {LEGAL_CODES}'),
        (" tea,never_empty,,error", f'segment_code: " tea" is not a segment; did you mean tea? {LEGAL_CODES}'),
        ("tea,nonempty,,error", f'rule: "nonempty" is not a rule; did you mean never_empty? {LEGAL_RULES}'),
        ("tea,,,error", f'rule: "" is not a rule; {LEGAL_RULES}'),
        ("tea,never_empty,,fatal", 'severity: "fatal" is not a severity; legal: error, warn'),
        ("tea,never_empty,,warning", 'severity: "warning" is not a severity; did you mean warn? legal: error, warn'),
        ("tea,never_empty,,", 'severity: "" is not a severity; legal: error, warn'),
        ("tea,never_empty,1,error", "argument: never_empty takes no argument; empty the cell"),
        ("tea,never_empty, ,error", "argument: never_empty takes no argument; empty the cell"),
        ("tea,max_share,,error", "argument: max_share needs a share such as 0.25"),
        ("tea,max_change, ,error", "argument: max_change needs a share such as 0.25"),
        ("tea,min_members,,error", "argument: min_members needs a whole number from 1 on"),
        ("tea,subset_of,,error", "argument: subset_of needs segment codes separated by |"),
        ("tea,covers_with,,error", "argument: covers_with needs segment codes separated by |"),
        ("tea,max_share,25%,error", 'argument: "25%" is a percentage; write the share it is: 0.25'),
        ("tea,max_share,0.5 %,error", 'argument: "0.5 %" is a percentage; write the share it is: 0.005'),
        (
            "tea,max_share,25,error",
            'argument: "25" is not a share; write a number from 0 to 1, such as 0.25 for a quarter',
        ),
        (
            "tea,max_change,1.0000000001,error",
            'argument: "1.0000000001" is not a share; write a number from 0 to 1, such as 0.25 for a quarter',
        ),
        (
            "tea,max_share,-0.1,error",
            'argument: "-0.1" is not a share; write a number from 0 to 1, such as 0.25 for a quarter',
        ),
        (
            "tea,max_share,0.00000000001,error",
            'argument: "0.00000000001" is too precise: at most 10 digits after the point',
        ),
        ('tea,max_share,"0,5",error', 'argument: "0,5" is not a number; the decimal point is a dot: 0.5'),
        (
            "tea,max_share,1e-1,error",
            'argument: "1e-1" is not a number; write all its digits, without an exponent',
        ),
        (
            "tea,max_share,nan,error",
            'argument: "nan" is not a number; write it in digits, such as 1500 or -0.5',
        ),
        ("tea,max_share, 0.5,error", 'argument: " 0.5" has white space around it; take it off'),
        ("tea,min_members,10.5,error", 'argument: "10.5" is not a whole number; write digits, such as 100'),
        ("tea,min_members,-3,error", 'argument: "-3" is not a whole number; write digits, such as 100'),
        ("tea,min_members,٣,error", 'argument: "٣" is not a whole number; write digits, such as 100'),
        (
            "tea,min_members,1000000000000000000,error",
            'argument: "1000000000000000000" is not a whole number; write digits, such as 100',
        ),
        ("tea,min_members,0,error", 'argument: "0" holds for every segment; write 1 or more'),
        ("tea,subset_of,tea,error", 'argument: "tea" is the segment of the contract itself; subset_of needs others'),
        (
            "tea,excludes,cocoa|tea,error",
            'argument: "tea" is the segment of the contract itself; excludes needs others',
        ),
        ("tea,excludes,coco,error", f'argument: "coco" is not a segment; did you mean cocoa? {LEGAL_CODES}'),
        ("tea,excludes,cocoa|cocoa,error", 'argument: "cocoa" stands there twice'),
        ("tea,excludes,cocoa|,error", 'argument: "cocoa|" has a | with no segment beside it'),
        ("tea,excludes,cocoa | sweets,error", None),
        (
            r"tea,excludes,co\|coa,error",
            None,
        ),
        (
            'tea,excludes,"\'); drop table segments; --",error',
            f'argument: "\'); drop table segments; --" is not a segment; {LEGAL_CODES}',
        ),
        ("old,never_empty,,error", 'segment_code: "old" was retired on 2026-01-05; take it out of the contracts'),
        ("tea,excludes,old,error", 'argument: "old" was retired on 2026-01-05; take it out of the contracts'),
    ],
)
def test_a_bad_row_is_refused(tmp_path: Path, row: str, message: str | None) -> None:
    said = said_about(tmp_path, row, retired="old,2026-01-05,\n")
    if message is None:
        assert said
        assert all(fault.startswith(f"{CONTRACTS}:2 argument: ") for fault in said)
    else:
        assert said == [f"{CONTRACTS}:2 {message}"]


def test_every_fault_of_every_row_is_said_at_once(tmp_path: Path) -> None:
    assert said_about(tmp_path, "tee,never_emtpy,x,fatal", "tea,excludes,coco|tea,error", "tea,max_share,2") == [
        f'{CONTRACTS}:2 segment_code: "tee" is not a segment; did you mean tea? {LEGAL_CODES}',
        f'{CONTRACTS}:2 rule: "never_emtpy" is not a rule; did you mean never_empty? {LEGAL_RULES}',
        f'{CONTRACTS}:2 severity: "fatal" is not a severity; legal: error, warn',
        f'{CONTRACTS}:3 argument: "coco" is not a segment; did you mean cocoa? {LEGAL_CODES}',
        f'{CONTRACTS}:3 argument: "tea" is the segment of the contract itself; excludes needs others',
        f"{CONTRACTS}:4: the row has 3 cells, the header 4; empty cells need commas too",
    ]


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("tea,never_empty,,error", "tea,never_empty,,warn"),
        ("tea,max_share,0.5,error", "tea,max_share,0.50,error"),
        ("tea,min_members,7,error", "tea,min_members,007,error"),
        ("tea,excludes,cocoa|sweets,error", "tea,excludes,sweets|cocoa,error"),
    ],
)
def test_the_same_contract_twice_is_refused(tmp_path: Path, first: str, again: str) -> None:
    rule = first.split(",")[1]
    assert said_about(tmp_path, first, again) == [
        f"{CONTRACTS}:3 rule: this contract of tea stands on line 2 already"
    ], rule


def test_one_rule_may_warn_early_and_stop_late(tmp_path: Path) -> None:
    assert said_about(tmp_path, "tea,max_share,0.5,warn", "tea,max_share,0.8,error") == []


def test_a_removed_segment_still_in_a_contract_is_refused_by_everything(tmp_path: Path) -> None:
    project = make_project(tmp_path, segment_contracts=CONTRACT_HEADER + "tea,excludes,cocoa,error\n")
    with pytest.raises(FaultsError, match='"cocoa" is not a segment'):
        specs.read_specs(project)
