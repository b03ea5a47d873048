"""What the members buy: over time, which products and categories, and through which channels."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from orchestration.catalogue.charts import bar_chart
from orchestration.catalogue.queries.segment import (
    TopProduct,
    sales_by_channel,
    sales_by_month,
    top_categories,
    top_products,
)
from orchestration.catalogue.table import Bar, Column, Count, show_table
from orchestration.catalogue.view import View
from orchestration.catalogue.views.parts import or_missing
from orchestration.catalogue.writing import heading, paragraph


def show_buying(view: View, code: str) -> None:
    """Show revenue by month, the best products and categories, and channels."""
    heading(view.say("Revenue over time"), 3)
    or_missing(view, lambda: _show_months(view, code))
    left, right = st.columns(2)
    with left:
        heading(view.say("Top products"), 3)
        or_missing(view, lambda: _show_top(view, "products", view.ask(top_products, code)))
    with right:
        heading(view.say("Top categories"), 3)
        or_missing(view, lambda: _show_top(view, "categories", view.ask(top_categories, code)))
        heading(view.say("Channel of orders"), 3)
        or_missing(view, lambda: _show_channels(view, code))


def _show_months(view: View, code: str) -> None:
    say, reader = view.say, view.reader
    months = view.ask(sales_by_month, code)
    if not months:
        paragraph(say("Its members have bought nothing, or it is not in analytics."), is_note=True)
        return
    best = max(months, key=lambda one: one.revenue)
    bar_chart(
        reader,
        [(one.month, say("revenue"), float(one.revenue)) for one in months],
        title=say("revenue"),
        alternative=say(
            "Revenue by month; the most, {amount}, in {month}.",
            amount=reader.money(best.revenue),
            month=reader.month(best.month),
        ),
        by_month=True,
        is_money=True,
    )
    show_table(
        "months",
        [
            Column(say("Month")),
            Column(say("Customers"), is_number=True),
            Column(say("Bought before"), is_number=True, is_wide=True),
            Column(say("Orders"), is_number=True),
            Column(say("Revenue"), is_number=True),
            Column(say("Average check"), is_number=True, is_wide=True),
        ],
        [
            [
                Count(reader.month(one.month), one.month.toordinal()),
                Count(reader.count(one.customers), one.customers),
                Count(reader.share(one.repeat_rate), one.repeat_rate),
                Count(reader.count(one.orders), one.orders),
                Count(reader.money(one.revenue), float(one.revenue)),
                Count(reader.money(one.average_check), None if one.average_check is None else float(one.average_check)),
            ]
            for one in reversed(months[-12:])
        ],
        caption=say("Sales of the last twelve months in which members bought"),
        nothing="",
    )


def _show_top(view: View, name: str, tops: Sequence[TopProduct]) -> None:
    say, reader = view.say, view.reader
    most = max((float(one.revenue) for one in tops), default=0.0)
    show_table(
        name,
        [Column(say("Name")), Column(say("Orders"), is_number=True), Column(say("Revenue"))],
        [
            [
                one.name or one.key or say("unknown"),
                Count(reader.count(one.orders), one.orders),
                Bar(reader.money(one.revenue), float(one.revenue) / most if most else 0.0),
            ]
            for one in tops[:10]
        ],
        caption=say("What members spent most on"),
        nothing=say("Its members have bought nothing, or it is not in analytics."),
        is_sortable=False,
    )


def _show_channels(view: View, code: str) -> None:
    say, reader = view.say, view.reader
    show_table(
        "channels",
        [
            Column(say("Channel")),
            Column(say("Orders"), is_number=True),
            Column(say("Average check"), is_number=True, is_wide=True),
            Column(say("Share of revenue")),
        ],
        [
            [
                one.channel or say("unknown"),
                Count(reader.count(one.orders), one.orders),
                Count(reader.money(one.average_check), None if one.average_check is None else float(one.average_check)),
                Bar(reader.share(one.revenue_share), one.revenue_share or 0.0),
            ]
            for one in view.ask(sales_by_channel, code)
        ],
        caption=say("Sales by channel"),
        nothing=say("Its members have bought nothing, or it is not in analytics."),
        is_sortable=False,
    )
