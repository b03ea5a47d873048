"""One customer: in which segments now and ever, and why. Linked to as /customer?id=ID, with &segment=CODE explained."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import streamlit as st

from orchestration.catalogue.choosing import choose_segment
from orchestration.catalogue.labels import field_words, is_money, word_of
from orchestration.catalogue.masking import PERSONAL, masked
from orchestration.catalogue.queries.customers import CustomerValue, customer_values, find_customers
from orchestration.catalogue.queries.flows import RFM
from orchestration.catalogue.queries.segments import segment_names
from orchestration.catalogue.table import Cell, Column, Count, Link, show_table
from orchestration.catalogue.view import View
from orchestration.catalogue.views.customer_explanation import show_explanation
from orchestration.catalogue.views.parts import sections
from orchestration.catalogue.writing import heading, paragraph
from orchestration.published_customers import CustomerStay, customer_facts, customer_name, customer_stays

LONGEST_LIST = 10


def show(view: View) -> None:
    """Find a customer and show what is known."""
    say = view.say
    asked = st.query_params.get("id", "")
    if asked and st.session_state.get("asked_customer") != asked:
        st.session_state["asked_customer"] = st.session_state["customer_id"] = asked
    text = st.text_input(
        say("Customer id, or a part of it"), key="customer_id", icon=":material/search:", on_change=_forget_address
    ).strip()
    if not text:
        heading(say("Customer"))
        paragraph(say("Write a customer's id to see in which segments they are, and why."))
        return
    stays = view.ask(customer_stays, text)
    facts = view.ask(customer_facts, text)
    if not facts and not stays:
        _show_found(view, text)
        return
    _show_customer(view, text, facts, stays)


def _forget_address() -> None:
    """Let the address follow what is typed."""
    text = st.session_state["customer_id"].strip()
    st.session_state["asked_customer"] = text
    if text:
        st.query_params["id"] = text
    else:
        st.query_params.pop("id", None)


def _show_found(view: View, text: str) -> None:
    show_table(
        "found",
        [Column(view.say("Customer"))],
        [[Link(found, "customer", {"id": found})] for found in view.ask(find_customers, text)],
        caption=view.say("Customers found"),
        nothing=view.say("No customer has an id like that."),
        is_sortable=False,
    )


def _show_customer(view: View, customer_id: str, facts: dict[str, object], stays: list[CustomerStay]) -> None:
    say, reader = view.say, view.reader
    name = view.ask(customer_name, customer_id) or ""
    heading(" · ".join(part for part in (customer_id, name if reader.shows_personal_data else masked(name)) if part))
    if not facts:
        paragraph(say("The customer is not among the customers of the last refresh."), is_note=True)
    sections(
        view,
        [
            (say("Segments now"), lambda: _show_stays(view, [one for one in stays if not one.exited_at], "now")),
            (say("Why, or why not"), lambda: _show_why(view, customer_id)),
            (say("Segments before"), lambda: _show_stays(view, [one for one in stays if one.exited_at], "before")),
            (say("Score and groups over time"), lambda: _show_values(view, customer_id)),
            (say("What is known"), lambda: _show_facts(view, facts)),
        ],
    )


def _show_stays(view: View, stays: list[CustomerStay], when: str) -> None:
    say, reader = view.say, view.reader
    left = [Column(say("Left")), Column(say("Because of"))] if when == "before" else []

    def exit_cells(one: CustomerStay) -> list[Cell]:
        if one.exited_at is None:
            return []
        exited = Count(reader.short_instant(one.exited_at), one.exited_at.timestamp())
        return [exited, word_of(reader, one.exited_cause)]

    show_table(
        f"stays_{when}",
        [Column(say("Segment")), Column(say("Entered")), Column(say("Because of")), *left],
        [
            [
                Link(one.name, "segment", {"code": one.code}, note=one.code),
                Count(reader.short_instant(one.entered_at), one.entered_at.timestamp()),
                word_of(reader, one.entered_cause),
                *exit_cells(one),
            ]
            for one in stays
        ],
        caption=say("Segments now") if when == "now" else say("Segments before"),
        nothing=say("None."),
    )


def _show_why(view: View, customer_id: str) -> None:
    code = choose_segment(view, view.say("Segment to explain"), "segment")
    if code is not None:
        show_explanation(view, customer_id, code)


def _show_values(view: View, customer_id: str) -> None:
    say, reader = view.say, view.reader
    names = {one.code: one.name for one in view.ask(segment_names)}

    def value(one: CustomerValue) -> tuple[str, str]:
        if one.what in {"score", RFM}:
            return word_of(reader, one.what), word_of(reader, one.value)
        return one.what, say("none") if one.value is None else names.get(one.value, one.value)

    show_table(
        "values",
        [Column(say("What")), Column(say("Value")), Column(say("From")), Column(say("Until"), is_wide=True)],
        [
            [
                *value(one),
                Count(reader.short_instant(one.valid_from), one.valid_from.timestamp()),
                reader.short_instant(one.valid_until) if one.valid_until else say("now"),
            ]
            for one in view.ask(customer_values, customer_id)
        ],
        caption=say("Score and groups over time"),
        nothing=say("None."),
    )


def _show_facts(view: View, facts: Mapping[str, object]) -> None:
    show_table(
        "facts",
        [Column(view.say("Field")), Column(view.say("Value"))],
        [
            [field_words(view.reader, column), _fact(view, column, value)]
            for column, value in facts.items()
            if value not in (None, [], "")
        ],
        caption=view.say("What is known"),
        nothing=view.say("None."),
        is_sortable=False,
    )
    if not view.reader.shows_personal_data:
        paragraph(
            view.say("Names, addresses and phone numbers are hidden; SEGMENTS_SHOW_PERSONAL_DATA=true shows them."),
            is_note=True,
        )


def _fact(view: View, column: str, value: object) -> str:  # noqa: PLR0911 one line per type
    reader = view.reader
    if column in PERSONAL and not reader.shows_personal_data:
        return masked(str(value))
    match value:
        case bool():
            return view.say("yes") if value else view.say("no")
        case Decimal() if is_money(column):
            return reader.money(value)
        case int() | float() | Decimal():
            return reader.number(value, 4)
        case date():
            return reader.day(value)
        case list():
            more = f" … (+{reader.count(len(value) - LONGEST_LIST)})" if len(value) > LONGEST_LIST else ""
            return ", ".join(map(str, value[:LONGEST_LIST])) + more
    return word_of(reader, str(value)) if column in {"gender", "nps_group", "rfm_group"} else str(value)
