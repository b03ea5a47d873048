"""Ask for the parts of a new segment on the terminal, each until it is a legal one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import typer
from rich.markup import escape

from orchestration.commands.terminal import messages
from orchestration.faults import Fault, closest
from orchestration.specs import CATALOGUE, Field, Operator, condition_words, draft_condition
from orchestration.specs.catalogue import Takes


def ask_text(question: str, default: str) -> str:
    """Ask for a text; Enter takes the default."""
    return str(typer.prompt(question, default=default, show_default=bool(default), err=True))


def ask_conditions(given: Mapping[str, str]) -> list[dict[str, str]]:
    """Ask for conditions until no more are wanted.

    Args:
        given: cells of the first condition that need not be asked for; empty ones are asked for.
    """
    conditions = [_ask_condition(given)]
    while typer.confirm("Another condition?", default=False, err=True):
        conditions.append(_ask_condition({}))
    return conditions


def _ask_condition(given: Mapping[str, str]) -> dict[str, str]:
    """Ask for one condition, again for what is wrong with it, and say it in words when it is right."""
    field = _ask_field(given.get("field", ""))
    operator = _ask_operator(field, given.get("operator", ""))
    cells = {"field": field.name, "operator": operator.name}
    questions = _questions(field, operator)
    cells |= {column: given.get(column) or ask_text(*question) for column, question in questions.items()}
    condition, faults = draft_condition(cells)
    while condition is None:
        _show(faults)
        wrong = {fault.column for fault in faults} & questions.keys() or questions.keys()
        cells |= {column: ask_text(*question) for column, question in questions.items() if column in wrong}
        condition, faults = draft_condition(cells)
    messages().print(f"  {escape(condition_words(condition))}", soft_wrap=True)
    return cells


def _questions(field: Field, operator: Operator) -> dict[str, tuple[str, str]]:
    """Give what else to ask about a condition by column, each with the answer that Enter gives."""
    asked = {
        "value": (f"Value ({operator.takes})", ""),
        "scope": (f"Scope (any of {', '.join(field.scopes)}; Enter for none)", ""),
        "group": ("Group", "all"),
        "reason": ("Reason", ""),
    }
    if operator.takes is Takes.NOTHING:
        del asked["value"]
    if not field.scopes:
        del asked["scope"]
    return asked


def _ask_field(given: str) -> Field:
    answer = given or ask_text("Field", "").strip()
    while not (field := CATALOGUE.find(answer)):
        _hint(answer, CATALOGUE.fields)
        answer = ask_text("Field", "").strip()
    return field


def _ask_operator(field: Field, given: str) -> Operator:
    operators = CATALOGUE.operators_of[field.type]
    answer = given or ask_text("Operator", "").strip()
    while answer not in operators:
        _hint(answer, operators)
        answer = ask_text("Operator", "").strip()
    return operators[answer]


def _hint(answer: str, legal: Iterable[str]) -> None:
    """Meet a wrong word with the nearest legal one, or with all of them."""
    words = list(legal)
    meant = closest(answer, words) if answer else None
    messages().print(f"did you mean {meant}?" if meant else f"one of {', '.join(words)}")


def _show(faults: Iterable[Fault]) -> None:
    for fault in faults:
        messages().print(f"{fault.column}: {escape(fault.message)}", soft_wrap=True)
