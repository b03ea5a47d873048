"""Who the members are, beside all customers, and some of them."""

from __future__ import annotations

import streamlit as st

from orchestration.catalogue.labels import dimension_words, slice_words
from orchestration.catalogue.queries.people import DIMENSIONS, spread
from orchestration.catalogue.queries.segment import some_members
from orchestration.catalogue.table import Bar, Column, Count, Link, show_table
from orchestration.catalogue.view import View
from orchestration.catalogue.writing import heading, paragraph


def show_people(view: View, code: str) -> None:
    """Spread the members over cities, ages, channels, spending and more, two beside each other."""
    columns = st.columns(2)
    for number, dimension in enumerate(DIMENSIONS):
        with columns[number % 2]:
            _show_dimension(view, code, dimension)
    paragraph(view.say("“All customers” is how many of every customer of the shop have the value."), is_note=True)


def _show_dimension(view: View, code: str, dimension: str) -> None:
    say, reader = view.say, view.reader
    name = dimension_words(reader, dimension)
    heading(name, 3)
    show_table(
        f"people_{dimension}",
        [
            Column(name),
            Column(say("Customers"), is_number=True),
            Column(say("Share")),
            Column(say("All customers"), is_number=True),
        ],
        [
            [
                slice_words(reader, dimension, one.value),
                Count(reader.count(one.customers), one.customers),
                Bar(reader.share(one.share), one.share),
                Count(reader.share(one.share_of_all), one.share_of_all),
            ]
            for one in view.ask(spread, code, dimension)
        ],
        caption=say("Members by: {dimension}", dimension=name),
        nothing=say("Nobody is in it."),
        is_sortable=False,
    )


def show_some_members(view: View, code: str) -> None:
    """Lead to some members, by their ids."""
    show_table(
        "members",
        [Column(view.say("Customer"))],
        [[Link(customer, "customer", {"id": customer})] for customer in view.ask(some_members, code)],
        caption=view.say("Some of the members"),
        nothing=view.say("Nobody is in it."),
        is_sortable=False,
    )
    paragraph(
        view.say("All of them: segments export {code} --to members.xlsx", code=code),
        is_note=True,
    )
