"""Ask for conditions, each from the catalogue of fields with what fits its field."""

from __future__ import annotations

import streamlit as st

from orchestration.catalogue.composing import scope_cell
from orchestration.catalogue.labels import field_words, word_of
from orchestration.catalogue.view import View
from orchestration.specs import CATALOGUE
from orchestration.specs.catalogue import CUSTOM_PREFIX, Field, FieldType, ScopeTakes, Takes

# The first condition is one everybody understands, so that the page shows at once what it does.
FIRST = {"field": "paid_orders_count", "operator": "at_least", "value": "1"}

GROUPS = ("all", "any-1", "any-2", "any-3", "none-1", "none-2", "any-1/all-1", "any-1/all-2", "none-1/all-1")

_NUMBERS = "condition_numbers"


def ask_conditions(view: View) -> list[dict[str, str]]:
    """Ask for as many conditions as are wanted; give their cells by column."""
    numbers: list[int] = st.session_state.setdefault(_NUMBERS, [0])
    rows = []
    for place, number in enumerate(numbers):
        with st.container(border=True):
            rows.append(_ask_condition(view, number, is_only=len(numbers) == 1, place=place + 1))
    st.button(view.say("Another condition"), icon=":material/add:", on_click=_add)
    return rows


def _add() -> None:
    numbers = st.session_state[_NUMBERS]
    st.session_state[_NUMBERS] = [*numbers, max(numbers) + 1]


def _remove(number: int) -> None:
    st.session_state[_NUMBERS] = [one for one in st.session_state[_NUMBERS] if one != number]


def _ask_condition(view: View, number: int, *, is_only: bool, place: int) -> dict[str, str]:
    say = view.say
    fields = [name for name in CATALOGUE.fields if not name.startswith(CUSTOM_PREFIX)] + [CUSTOM_PREFIX]
    first = FIRST if number == 0 else {}
    chosen, operators, value, remove = st.columns([8, 5, 6, 2], vertical_alignment="bottom")
    name = chosen.selectbox(
        say("Field {number}", number=place),
        fields,
        index=fields.index(first["field"]) if first else 0,
        format_func=lambda one: _field_choice(view, one),
        key=f"field_{number}",
    )
    if name == CUSTOM_PREFIX:
        name += chosen.text_input(say("Name of the shop's own field"), key=f"own_{number}")
    field = CATALOGUE.find(name) or CATALOGUE.fields["city"]
    fitting = list(CATALOGUE.operators_of[field.type])
    operator = operators.selectbox(
        say("Operator {number}", number=place),
        fitting,
        index=fitting.index(first["operator"]) if first.get("operator") in fitting else 0,
        format_func=lambda one: word_of(view.reader, one),
        key=f"operator_{number}_{field.type}",
    )
    takes = CATALOGUE.operators_of[field.type][operator].takes
    written = (
        ""
        if takes is Takes.NOTHING
        else value.text_input(
            say("Value {number}", number=place),
            value=first.get("value", ""),
            placeholder=_example(view, field, takes),
            help=say("{what}; dates are YYYY-MM-DD or relative to today, such as -30d", what=say(takes.value)),
            key=f"value_{number}",
        )
    )
    remove.button(
        "✕",
        help=say("Remove this condition"),
        key=f"remove_{number}",
        on_click=_remove,
        args=(number,),
        disabled=is_only,
    )
    with st.expander(say("Group, what narrows it, reason")):
        more = _ask_more(view, number, field)
    return {"field": name, "operator": operator, "value": written, **more}


def _field_choice(view: View, name: str) -> str:
    """Say a field with its name in the seeds, where that is not the same words."""
    if name == CUSTOM_PREFIX:
        return view.say("the shop's own field …")
    words = field_words(view.reader, name)
    return words if words == name.replace("_", " ") else f"{words} ({name})"


def _ask_more(view: View, number: int, field: Field) -> dict[str, str]:
    say = view.say
    left, right = st.columns(2)
    group = left.selectbox(
        say("Group"),
        GROUPS,
        accept_new_options=True,
        help=say("Rows of one group are joined by its word: all, any or none of them. Groups are joined by and."),
        key=f"group_{number}",
    )
    reason = right.text_input(say("Reason"), key=f"reason_{number}")
    narrowed = {}
    keys = {key.name: key for key in CATALOGUE.scope_keys}
    columns = st.columns(3)
    for place, name in enumerate(field.scopes):
        examples = {ScopeTakes.NAMES: "A|B", ScopeTakes.DURATION: "30d", ScopeTakes.DAY: "-3m"}
        narrowed[name] = columns[place % 3].text_input(
            word_of(view.reader, name), placeholder=examples[keys[name].takes], key=f"scope_{name}_{number}"
        )
    return {"group": group or "all", "scope": scope_cell(narrowed), "reason": reason}


def _example(view: View, field: Field, takes: Takes) -> str:
    if field.type is FieldType.DATE:
        return {Takes.RANGE: "-90d..today", Takes.ANNIVERSARY: "today..+3d"}.get(takes, "-30d")
    if field.type is FieldType.NUMBER:
        return {Takes.RANGE: "1000..5000", Takes.MANY: "1|2|3"}.get(takes, "1000")
    return view.say("one | another") if takes is Takes.MANY else ""
