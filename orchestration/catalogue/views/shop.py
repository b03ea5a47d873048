"""The whole shop: revenue by month, country, store and channel, and whether first-time buyers come back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from orchestration.catalogue.charts import bar_chart
from orchestration.catalogue.queries.shop import (
    CohortMonth,
    Place,
    cohorts,
    sales_by,
    sales_by_country,
    sales_by_month,
)
from orchestration.catalogue.table import Bar, Cell, Column, Count, Tint, show_table
from orchestration.catalogue.view import View
from orchestration.catalogue.views.parts import sections
from orchestration.catalogue.writing import heading, paragraph

MONTHS_SHOWN = 12
COHORTS_SHOWN = 24


def show(view: View) -> None:
    """Show what the shop sold."""
    say = view.say
    heading(say("Shop"))
    paragraph(
        say("Revenue is what paid orders came to after discounts; refunds are taken off only where it says so."),
        is_note=True,
    )
    sections(
        view,
        [
            (say("Revenue by month"), lambda: _show_months(view)),
            (say("By country of the customer"), lambda: _show_countries(view)),
            (say("By store"), lambda: _show_places(view, "store")),
            (say("By channel"), lambda: _show_places(view, "channel")),
            (say("Who comes back"), lambda: _show_cohorts(view)),
        ],
    )


def _show_months(view: View) -> None:
    say, reader = view.say, view.reader
    months = [(one.key, one) for one in view.ask(sales_by_month) if isinstance(one.key, date)]
    if not months:
        paragraph(say("Nothing has been sold yet."), is_note=True)
        return
    best_month, best = max(months, key=lambda one: one[1].revenue)
    bar_chart(
        reader,
        [(month, say("revenue"), float(one.revenue)) for month, one in months],
        title=say("revenue"),
        alternative=say(
            "Revenue by month; the most, {amount}, in {month}.",
            amount=reader.money(best.revenue),
            month=reader.month(best_month),
        ),
        by_month=True,
        is_money=True,
    )
    show_table(
        "shop_months",
        [
            Column(say("Month")),
            Column(say("Orders"), is_number=True),
            Column(say("Revenue"), is_number=True),
            Column(say("Net of refunds"), is_number=True),
        ],
        [
            [
                Count(reader.month(month), month.toordinal()),
                Count(reader.count(one.orders), one.orders),
                Count(reader.money(one.revenue), float(one.revenue)),
                Count(reader.money(one.net_revenue), float(one.net_revenue)),
            ]
            for month, one in reversed(months)
        ],
        caption=say("Revenue by month"),
        nothing="",
    )


def _show_countries(view: View) -> None:
    say, reader = view.say, view.reader
    show_table(
        "countries",
        [
            Column(say("Country")),
            Column(say("Paying customers"), is_number=True),
            Column(say("Orders"), is_number=True, is_wide=True),
            Column(say("Revenue"), is_number=True),
        ],
        [
            [
                one.country or say("unknown"),
                Count(reader.count(one.customers), one.customers),
                Count(reader.count(one.orders), one.orders),
                Count(reader.money(one.revenue), float(one.revenue)),
            ]
            for one in view.ask(sales_by_country)
        ],
        caption=say("Customers and revenue by country"),
        nothing=say("Nothing has been sold yet."),
    )


def _show_places(view: View, place: Place) -> None:
    say, reader = view.say, view.reader
    sold = view.ask(sales_by, place)
    total = sum(float(one.revenue) for one in sold)
    show_table(
        f"shop_{place}",
        [
            Column(say("Store") if place == "store" else say("Channel")),
            Column(say("Orders"), is_number=True),
            Column(say("Revenue"), is_number=True),
            Column(say("Share"), is_wide=True),
        ],
        [
            [
                str(one.key) if one.key else say("unknown"),
                Count(reader.count(one.orders), one.orders),
                Count(reader.money(one.revenue), float(one.revenue)),
                Bar(reader.share(share := float(one.revenue) / total if total else 0.0), share),
            ]
            for one in sold
        ],
        caption=say("Revenue by store") if place == "store" else say("Revenue by channel"),
        nothing=say("Nothing has been sold yet."),
    )


def _show_cohorts(view: View) -> None:
    say, reader = view.say, view.reader
    found = view.ask(cohorts)
    months = sorted({one.cohort_month for one in found})
    if len(months) > COHORTS_SHOWN:
        first, last = st.select_slider(
            say("First orders in"),
            months,
            value=(months[-COHORTS_SHOWN], months[-1]),
            format_func=reader.month,
        )
        chosen = [one for one in found if first <= one.cohort_month <= last]
    else:
        chosen = list(found)
    _show_cohort_table(view, chosen)
    paragraph(
        say("Of the customers whose first order was in the month of the row, how many bought so many months later."),
        is_note=True,
    )


def _show_cohort_table(view: View, chosen: Sequence[CohortMonth]) -> None:
    say, reader = view.say, view.reader
    by_place = {(one.cohort_month, one.months_since): one for one in chosen}
    sizes = {one.cohort_month: one.cohort_customers for one in chosen}
    columns = range(1, min(MONTHS_SHOWN, max((one.months_since for one in chosen), default=0)) + 1)

    def cell(month: date, since: int) -> Cell:
        one = by_place.get((month, since))
        return Tint(reader.share(one.retention), one.retention, reader.count(one.customers)) if one else ""

    show_table(
        "cohorts",
        [
            Column(say("First order")),
            Column(say("Customers"), is_number=True),
            *(Column(f"+{since}", is_number=True, help=say("months later")) for since in columns),
        ],
        [
            [
                Count(reader.month(month), month.toordinal()),
                Count(reader.count(size), size),
                *(cell(month, since) for since in columns),
            ]
            for month, size in sorted(sizes.items(), reverse=True)
        ],
        caption=say("Customers by month of their first order, and how many bought again so many months later"),
        nothing=say("Nothing has been sold yet."),
        is_sortable=False,
    )
