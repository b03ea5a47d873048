"""Two segments side by side: whom they share, and how their members differ. Linked to as /compare?code=A&with=B."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import streamlit as st

from orchestration.catalogue.charts import bar_chart
from orchestration.catalogue.choosing import choose_segment
from orchestration.catalogue.labels import dimension_words, slice_words
from orchestration.catalogue.queries.common import pair
from orchestration.catalogue.queries.people import DIMENSIONS, Figures, figures, side_by_side
from orchestration.catalogue.queries.segment import sales_by_month
from orchestration.catalogue.queries.segments import segment_names
from orchestration.catalogue.table import Bar, Column, Count, show_table
from orchestration.catalogue.view import View
from orchestration.catalogue.views.parts import sections
from orchestration.catalogue.writing import figures as write_figures
from orchestration.catalogue.writing import heading, paragraph


def show(view: View) -> None:
    """Let two segments be chosen and compare them."""
    say = view.say
    heading(say("Compare two"))
    left, right = st.columns(2)
    with left:
        first = choose_segment(view, say("First segment"))
    with right:
        second = choose_segment(view, say("Second segment"), "with")
    if first is None or second is None:
        paragraph(say("Choose two segments."))
        return
    if first == second:
        paragraph(say("They are the same segment."))
        return
    names = {one.code: one.name for one in view.ask(segment_names)}
    both = view.ask(pair, first, second)
    write_figures(
        [
            (say("In both"), view.reader.count(both.both)),
            (say("Only in the first"), view.reader.count(both.only_first)),
            (say("Only in the second"), view.reader.count(both.only_second)),
            (say("In neither"), view.reader.count(both.neither)),
        ]
    )
    parts: list[tuple[str, Callable[[], None]]] = [
        (say("Figures"), lambda: _show_figures(view, (first, second), names)),
        (say("Revenue over time"), lambda: _show_revenue(view, (first, second), names)),
    ]
    parts += [
        (dimension_words(view.reader, dimension), _spread(view, (first, second), names, dimension))
        for dimension in DIMENSIONS
    ]
    sections(view, parts)


def _show_figures(view: View, codes: tuple[str, str], names: dict[str, str]) -> None:
    say, reader = view.say, view.reader
    found = [view.ask(figures, code) for code in codes]

    def per_member(number: Callable[[Figures], int]) -> list[str]:
        return [reader.share(number(one) / one.members if one.members else None) for one in found]

    def money(amount: Callable[[Figures], Decimal | None]) -> list[str]:
        return [reader.money(amount(one)) for one in found]

    rows = [
        [say("Members"), *(reader.count(one.members) for one in found)],
        [say("Have paid"), *per_member(lambda one: one.paying)],
        [say("Paid in all"), *money(lambda one: one.revenue)],
        [say("Net of refunds"), *money(lambda one: one.net_revenue)],
        [say("Average check"), *money(lambda one: one.average_check)],
        [say("Median paid"), *money(lambda one: one.median_paid)],
        [say("Average age"), *(reader.number(one.average_age) for one in found)],
        [say("May be mailed"), *per_member(lambda one: one.may_be_mailed)],
        [say("Ordered in the last 90 days"), *per_member(lambda one: one.ordered_in_90_days)],
    ]
    show_table(
        "figures",
        [Column(say("Figure")), *(Column(names[code], is_number=True) for code in codes)],
        rows,
        caption=say("Figures of both segments"),
        nothing="",
        is_sortable=False,
    )


def _show_revenue(view: View, codes: tuple[str, str], names: dict[str, str]) -> None:
    say = view.say
    bars = [(one.month, names[code], float(one.revenue)) for code in codes for one in view.ask(sales_by_month, code)]
    if not bars:
        paragraph(say("Its members have bought nothing, or it is not in analytics."), is_note=True)
        return
    bar_chart(
        view.reader,
        bars,
        title=say("revenue"),
        alternative=say("Revenue by month of both segments."),
        by_month=True,
        is_money=True,
        is_grouped=True,
    )


def _spread(view: View, codes: tuple[str, str], names: dict[str, str], dimension: str) -> Callable[[], None]:
    def show_spread() -> None:
        say, reader = view.say, view.reader
        name = dimension_words(reader, dimension)
        show_table(
            f"spread_{dimension}",
            [Column(name), *(Column(names[code]) for code in codes)],
            [
                [
                    slice_words(reader, dimension, value),
                    *(Bar(reader.share(one.share), one.share) if one else Count("", 0) for one in slices),
                ]
                for value, slices in view.ask(side_by_side, codes, dimension)
            ],
            caption=say("Members of both segments by: {dimension}", dimension=name),
            nothing=say("Nobody is in it."),
            is_sortable=False,
        )

    return show_spread
