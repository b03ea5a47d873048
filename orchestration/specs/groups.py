"""The column `group`: a path of connectives that says where in the condition tree a row hangs."""

from __future__ import annotations

from orchestration.faults import closest, quoted
from orchestration.specs.cells import WrongCellError

CONNECTIVES = ("all", "any", "none")
_FAMILIAR = {"and": "all", "or": "any", "not": "none", "nor": "none"}

# dbt renders nested macros in Python, whose own stack is the limit; no person reads a tree that deep.
DEEPEST = 30

GroupPath = tuple[str, ...]


def parse_group(cell: str) -> GroupPath:
    """Read a path; an empty cell means `all`.

    >>> parse_group("any-1/all-2")
    ('any-1', 'all-2')
    """
    path = tuple((cell or "all").split("/"))
    for step in path:
        _check_step(cell, step)
    if len(path) > DEEPEST:
        raise WrongCellError(f"{quoted(cell)} is nested {len(path)} deep; at most {DEEPEST}")
    return path


def connective(step: str) -> str:
    """Give what joins the members of a group: all, any or none."""
    return step.partition("-")[0]


def _check_step(cell: str, step: str) -> None:
    if not step:
        raise WrongCellError(f"{quoted(cell)} has an empty part; write a path such as any-1/all-2")
    word, dash, suffix = step.partition("-")
    if word not in CONNECTIVES:
        guess = _FAMILIAR.get(word.lower()) or closest(word, CONNECTIVES)
        meant = f"did you mean {guess}? " if guess else ""
        raise WrongCellError(
            f"{quoted(step)} does not start with a connective; {meant}legal: all, any, none", CONNECTIVES
        )
    if dash and not suffix.isalnum():
        raise WrongCellError(f"{quoted(step)} has a bad suffix; write letters and digits after the dash: {word}-1")
