"""A definition in plain words, in the reader's language: a sentence, and its conditions as a table."""

from __future__ import annotations

from orchestration.catalogue.labels import field_words, scope_words, word_of
from orchestration.catalogue.queries.definitions import published_definitions
from orchestration.catalogue.reader import Reader
from orchestration.catalogue.sentences import sentence
from orchestration.catalogue.table import Column, show_table
from orchestration.catalogue.values import range_words, said_value
from orchestration.catalogue.view import View
from orchestration.catalogue.writing import paragraph
from orchestration.specs import Condition
from orchestration.specs.groups import connective


def show_definition(view: View, code: str) -> None:
    """Say who belongs, by the definition that was published."""
    definition = view.ask(published_definitions).get(code)
    if definition is None or not definition.conditions:
        paragraph(view.say("It has no conditions."), is_note=True)
        return
    paragraph(sentence(view.reader, definition))
    show_conditions(view, "conditions", definition.conditions)


def show_conditions(view: View, name: str, conditions: tuple[Condition, ...]) -> None:
    """List conditions, each with the group it is joined in."""
    say, reader = view.say, view.reader
    show_table(
        name,
        [
            Column(say("Group"), is_wide=True),
            Column(say("Field")),
            Column(say("Narrowed by"), is_wide=True),
            Column(say("Condition")),
            Column(say("Value")),
            Column(say("Reason"), is_wide=True),
        ],
        [
            [
                group_words(reader, condition.group),
                field_words(reader, condition.field),
                scope_words(reader, condition.scope),
                word_of(reader, condition.operator),
                _value_words(reader, condition),
                condition.reason,
            ]
            for condition in conditions
        ],
        caption=say("Conditions"),
        nothing=say("It has no conditions."),
        is_sortable=False,
    )


def group_words(reader: Reader, path: tuple[str, ...]) -> str:
    """Say a path of groups, such as: all of › any of (1)."""
    words = {"all": reader.say("all of"), "any": reader.say("any of"), "none": reader.say("none of")}
    said = []
    for step in path or ("all",):
        suffix = step.partition("-")[2]
        said.append(words[connective(step)] + (f" ({suffix})" if suffix else ""))
    return " › ".join(said)


def _value_words(reader: Reader, condition: Condition) -> str:
    said = ", ".join(said_value(reader, condition, value) for value in condition.values)
    return said or range_words(reader, condition)
