"""Ask for the parts of a new segment on the terminal, each until it is a legal one."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import typer

from orchestration.commands.terminal import messages
from orchestration.faults import closest
from orchestration.specs import CATALOGUE
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
    field = CATALOGUE.fields[_one_of("Field", CATALOGUE.fields, given.get("field", ""))]
    operators = CATALOGUE.operators_of[field.type]
    operator = operators[_one_of("Operator", operators, given.get("operator", ""))]
    value = given.get("value", "")
    if not value and operator.takes is not Takes.NOTHING:
        value = ask_text(f"Value ({operator.takes})", "")
    scope = given.get("scope", "")
    if not scope and field.scopes:
        scope = ask_text(f"Scope (any of {', '.join(field.scopes)}; Enter for none)", "")
    return {
        "group": given.get("group") or ask_text("Group", "all"),
        "field": field.name,
        "scope": scope,
        "operator": operator.name,
        "value": value,
        "reason": ask_text("Reason", ""),
    }


def _one_of(question: str, legal: Collection[str], given: str) -> str:
    """Take a word or ask for one; a wrong one is met with the nearest legal one, or with all of them."""
    answer = given or ask_text(question, "").strip()
    while answer not in legal:
        meant = closest(answer, legal) if answer else None
        messages().print(f"did you mean {meant}?" if meant else f"one of {', '.join(legal)}")
        answer = ask_text(question, "").strip()
    return answer
