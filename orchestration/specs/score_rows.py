"""Check the rows of score_rules.csv: conditions as a segment has them, and what they are worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from orchestration.faults import Fault, quoted
from orchestration.specs.catalogue import Catalogue
from orchestration.specs.cells import WrongCellError, trim
from orchestration.specs.codes import code_problems
from orchestration.specs.conditions import CONDITION_COLUMNS, read_conditions
from orchestration.specs.models import Score
from orchestration.specs.numbers import parse_number
from orchestration.specs.rows import Row

SCORES_FILE = "seeds/score_rules.csv"
SCORE_COLUMNS = ("score_code", *CONDITION_COLUMNS, "points", "reason")

# So that the sum of many stays within decimal(18,4), where it is kept.
MOST_WHOLE_DIGITS = 9
MOST_DECIMALS = 4

_LATER_FIELDS = {
    "score": "a score cannot be worth points itself",
    "segment": "segments may read the score, and then each would wait for the other",
}


def check_score_rows(rows: tuple[Row, ...], catalogue: Catalogue) -> tuple[list[Score], list[Fault]]:
    """Read the rows as scores, one per code; a row with a fault adds no condition."""
    conditions, faults = read_conditions(rows, "score_code", catalogue)
    points: dict[str, tuple[str, int]] = {}
    for row in rows:
        faults.extend(_code_faults(row))
        faults.extend(_field_faults(row))
        faults.extend(_points_faults(row, points))
    scores = [
        Score(line=line, code=code, points=number, conditions=tuple(conditions.get(code, ())))
        for code, (number, line) in points.items()
    ]
    return scores, faults


def _code_faults(row: Row) -> Iterator[Fault]:
    code = row.cells["score_code"]
    for message in code_problems(code, "big_spender"):
        yield row.place.fault("score_code", code, message)


def _field_faults(row: Row) -> Iterator[Fault]:
    name = trim(row.cells["field"])
    if name in _LATER_FIELDS:
        message = f"{quoted(name)} has no place in a score rule: {_LATER_FIELDS[name]}"
        yield row.place.fault("field", row.cells["field"], message)


def _points_faults(row: Row, points: dict[str, tuple[str, int]]) -> Iterable[Fault]:
    """Check the points, and that they are those of the code's other rows."""
    code, cell = row.cells["score_code"], row.cells["points"]
    try:
        number = parse_points(trim(cell))
    except WrongCellError as error:
        return [row.place.wrong("points", cell, error)]
    first, line = points.setdefault(code, (number, row.place.line))
    if number == first:
        return []
    message = f"{quoted(cell)} is not the {first} of line {line}; the rows of one score are one rule with equal points"
    return [row.place.fault("points", cell, message)]


def parse_points(text: str) -> str:
    """Read what a rule is worth: a number other than 0, below 0 to take points away."""
    if not text:
        raise WrongCellError("the points are empty; write a number, below 0 to take points away")
    number = parse_number(text)
    whole, _, decimals = number.removeprefix("-").partition(".")
    if number == "0":
        raise WrongCellError(f"{quoted(text)} changes no score; write a number other than 0")
    if len(whole) > MOST_WHOLE_DIGITS:
        raise WrongCellError(f"{quoted(text)} is too large: at most {MOST_WHOLE_DIGITS} digits before the point")
    if len(decimals) > MOST_DECIMALS:
        raise WrongCellError(f"{quoted(text)} is too precise: at most {MOST_DECIMALS} digits after the point")
    return number
