"""Check the rows of segment_contracts.csv: what must hold of a segment before a refresh is published."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, cast

from orchestration.faults import Fault, quoted
from orchestration.specs.cells import WrongCellError, not_legal, trim
from orchestration.specs.models import Contract, ContractSeverity, Retired
from orchestration.specs.numbers import parse_number
from orchestration.specs.rows import Row, SeedFile

CONTRACTS_FILE = "seeds/segment_contracts.csv"
CONTRACT_COLUMNS = ("segment_code", "rule", "argument", "severity")

Takes = Literal["nothing", "a share", "a number", "segments"]

RULES: Mapping[str, Takes] = {
    "never_empty": "nothing",
    "max_share": "a share",
    "max_change": "a share",
    "min_members": "a number",
    "subset_of": "segments",
    "excludes": "segments",
    "covers_with": "segments",
}
SEVERITIES = ("error", "warn")

_EXAMPLES: Mapping[Takes, str] = {
    "a share": "a share such as 0.25",
    "a number": "a whole number from 1 on",
    "segments": "segment codes separated by |",
}
_PERCENTAGE = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?%")
# So that the warehouse can keep it as a bigint.
_WHOLE_NUMBER = re.compile(r"[0-9]{1,18}")


@dataclass
class _Reading:
    """Hold what rows are checked against, and what the rows above said.

    Args:
        legal: the segments there are.
        is_complete: whether there are no others.
        retired: those that are gone.
        lines: the line each contract stands on, by what it means.
    """

    legal: tuple[str, ...]
    is_complete: bool
    retired: Mapping[str, Retired]
    lines: dict[Hashable, int] = field(default_factory=dict)


def check_contract_rows(
    contracts: SeedFile, segments: SeedFile, retired: Mapping[str, Retired]
) -> tuple[list[Contract], list[Fault]]:
    """Read the rows; a row with a fault is no contract."""
    legal = tuple(row.cells["segment_code"] for row in segments.rows if row.cells["segment_code"])
    reading = _Reading(legal, segments.is_complete, retired)
    found: list[Contract] = []
    faults: list[Fault] = []
    for row in contracts.rows:
        wrong = list(_row_faults(row, reading)) or list(_repeats(row, reading))
        faults.extend(wrong)
        if not wrong:
            found.append(_contract(row))
    return found, faults


def argument_codes(contract: Contract) -> tuple[str, ...]:
    """Give the segments a contract names beside its own."""
    return tuple(contract.argument.split("|")) if RULES[contract.rule] == "segments" else ()


def _row_faults(row: Row, reading: _Reading) -> Iterator[Fault]:
    code, rule, argument, severity = (row.cells[column] for column in CONTRACT_COLUMNS)
    checks = (
        ("segment_code", _code_problems(code, reading)),
        ("rule", _word_problems(rule, "a rule", tuple(RULES))),
        ("argument", _argument_problems(code, rule, argument, reading) if rule in RULES else iter(())),
        ("severity", _word_problems(severity, "a severity", SEVERITIES)),
    )
    for column, problems in checks:
        for problem in problems:
            yield row.place.wrong(column, row.cells[column], problem)


def _word_problems(word: str, what: str, legal: tuple[str, ...]) -> Iterator[WrongCellError]:
    if word not in legal:
        yield not_legal(word, what, legal)


def _code_problems(code: str, reading: _Reading) -> Iterator[WrongCellError]:
    if not code:
        yield WrongCellError("the segment code is empty")
    elif code in reading.retired and code not in reading.legal:
        day = reading.retired[code].retired_on
        yield WrongCellError(f"{quoted(code)} was retired on {day}; take it out of the contracts")
    elif code not in reading.legal and reading.is_complete:
        yield not_legal(code, "a segment", reading.legal)


def _argument_problems(code: str, rule: str, argument: str, reading: _Reading) -> Iterator[WrongCellError]:
    takes = RULES[rule]
    if takes == "nothing":
        if argument:
            yield WrongCellError(f"{rule} takes no argument; empty the cell")
    elif not trim(argument):
        yield WrongCellError(f"{rule} needs {_EXAMPLES[takes]}")
    elif trim(argument) != argument:
        yield WrongCellError(f"{quoted(argument)} has white space around it; take it off")
    elif takes == "segments":
        yield from _named_problems(code, rule, argument, reading)
    else:
        try:
            _parse_share(argument) if takes == "a share" else _parse_count(argument)
        except WrongCellError as error:
            yield error


def _named_problems(code: str, rule: str, argument: str, reading: _Reading) -> Iterator[WrongCellError]:
    names = argument.split("|")
    for place, name in enumerate(names):
        if not name:
            yield WrongCellError(f"{quoted(argument)} has a | with no segment beside it")
        elif trim(name) != name:
            yield WrongCellError(f"{quoted(name)} has white space around it; take it off")
        elif name in names[:place]:
            yield WrongCellError(f"{quoted(name)} stands there twice")
        elif name == code:
            yield WrongCellError(f"{quoted(name)} is the segment of the contract itself; {rule} needs others")
        else:
            yield from _code_problems(name, reading)


def _parse_share(text: str) -> Decimal:
    percentage = _PERCENTAGE.fullmatch(text)
    if percentage:
        share = Decimal(percentage[1]) / 100
        raise WrongCellError(f"{quoted(text)} is a percentage; write the share it is: {share:f}")
    share = Decimal(parse_number(text))
    if not 0 <= share <= 1:
        raise WrongCellError(f"{quoted(text)} is not a share; write a number from 0 to 1, such as 0.25 for a quarter")
    return share


def _parse_count(text: str) -> int:
    if not _WHOLE_NUMBER.fullmatch(text):
        raise WrongCellError(f"{quoted(text)} is not a whole number; write digits, such as 100")
    if int(text) == 0:
        raise WrongCellError(f"{quoted(text)} holds for every segment; write 1 or more")
    return int(text)


def _repeats(row: Row, reading: _Reading) -> Iterator[Fault]:
    contract = _contract(row)
    first = reading.lines.setdefault((contract.code, contract.rule, _meaning(contract)), contract.line)
    if first != contract.line:
        message = f"this contract of {contract.code} stands on line {first} already"
        yield row.place.fault("rule", contract.rule, message)


def _meaning(contract: Contract) -> Hashable:
    """Give what makes two arguments of one rule say the same."""
    takes = RULES[contract.rule]
    if takes == "segments":
        return frozenset(argument_codes(contract))
    return None if takes == "nothing" else Decimal(contract.argument)


def _contract(row: Row) -> Contract:
    code, rule, argument, severity = (row.cells[column] for column in CONTRACT_COLUMNS)
    return Contract(
        line=row.place.line, code=code, rule=rule, argument=argument, severity=cast("ContractSeverity", severity)
    )
