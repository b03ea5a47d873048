"""Draw what changes over time and what groups have in common; numbers and months as the reader writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import altair as alt
import streamlit as st
from babel.dates import get_day_names, get_month_names
from babel.numbers import format_compact_decimal

from orchestration.catalogue.reader import Reader

HEIGHT = 240

# How instants are written along an axis, by how far apart they are.
TIMES = {
    "year": "%Y",
    "quarter": "%b %Y",
    "month": "%b %Y",
    "week": "%-d %b",
    "date": "%-d %b",
    "hours": "%H:%M",
    "minutes": "%H:%M",
}
DAY_MS = 86_400_000
# So many days are drawn at least: a bar as wide as the chart says nothing.
FEWEST_DAYS = {False: 14, True: 366}


def line_chart(reader: Reader, points: Sequence[tuple[datetime, int]], *, title: str, alternative: str) -> None:
    """Draw one number over time.

    Args:
        reader: whose clock and numbers are used.
        points: instants of the warehouse and the number then.
        title: what the number is.
        alternative: the chart in a sentence.
    """
    rows = [{"at": _local(reader, moment), "number": number} for moment, number in points]
    chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_line(point=len(rows) < 60, interpolate="step-after" if len(rows) < 60 else "linear")
        .encode(
            x=alt.X("at:T", title=None, axis=alt.Axis(format=TIMES, labelOverlap=True)),
            y=alt.Y("number:Q", title=title, scale=alt.Scale(zero=False), axis=alt.Axis(format=",d", tickMinStep=1)),
            tooltip=[
                alt.Tooltip("at:T", title=reader.say("as of"), format="%c"),
                alt.Tooltip("number:Q", title=title, format=",d"),
            ],
        )
    )
    _draw(reader, chart, alternative)


def bar_chart(  # noqa: PLR0913 what a chart can do
    reader: Reader,
    bars: Sequence[tuple[date, str, float]],
    *,
    title: str,
    alternative: str,
    by_month: bool = False,
    is_money: bool = False,
    is_grouped: bool = False,
) -> None:
    """Draw numbers of days or months as bars, coloured by series; negative ones hang below the line.

    Args:
        reader: whose numbers are used.
        bars: day or first day of the month, series, number.
        title: what the number is.
        alternative: the chart in a sentence.
        by_month: whether a bar is a month.
        is_money: whether the number is an amount of the shop's currency.
        is_grouped: whether the series of a month stand beside each other, and not on each other.
    """
    rows = [{"day": _midnight(day), "series": series, "number": float(number)} for day, series, number in bars]
    number_format = "$.3~s" if is_money else ",d"
    several = len({series for _, series, _ in bars}) > 1
    # On a phone names do not fit beside each other.
    legend = alt.Legend(orient="bottom", columns=alt.ExprRef("width < 400 ? 1 : 3"))
    color = alt.Color("series:N", title=None, legend=legend if several else None)
    last = max(day for day, _, _ in bars)
    first = min([*(day for day, _, _ in bars), last - timedelta(days=FEWEST_DAYS[by_month])])
    time = alt.X(
        "day:T",
        title=None,
        timeUnit="yearmonth" if by_month else "yearmonthdate",
        scale=alt.Scale(domainMin={"expr": f"toDate('{_midnight(first)}')"}),
        axis=alt.Axis(format="%b %Y" if by_month else "%-d %b", tickMinStep=DAY_MS, labelOverlap=True),
    )
    chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar()
        .encode(
            x=time,
            y=alt.Y("number:Q", title=title, axis=alt.Axis(format=number_format, labelExpr=_compact_labels(reader))),
            color=color,
            tooltip=[
                alt.Tooltip(
                    "day:T",
                    title=reader.say("month") if by_month else reader.say("day"),
                    format="%b %Y" if by_month else "%x",
                ),
                *([alt.Tooltip("series:N", title=reader.say("series"))] if several else []),
                alt.Tooltip("number:Q", title=title, format=f"$,.{reader.money_places}f" if is_money else ",d"),
            ],
        )
    )
    _draw(reader, chart.encode(xOffset="series:N") if is_grouped else chart, alternative)


def _compact_labels(reader: Reader) -> str:
    """Say thousands, millions and billions as the locale does: the chart itself knows only k, M and G."""
    label = "datum.label"
    for sign, power in (("k", 3), ("M", 6), ("G", 9)):
        word = format_compact_decimal(10**power, locale=reader.locale).replace("1", "", 1)
        label = f"replace({label}, regexp('([0-9]){sign}'), '$1{word}')"
    return label


def _draw(reader: Reader, chart: alt.Chart, alternative: str) -> None:
    described = chart.properties(height=HEIGHT).configure(locale=_locale(reader))
    st.altair_chart(described, width="stretch", alt=alternative)


def _midnight(day: date) -> str:
    """Give a day as the chart reads it in any zone; a bare day would be midnight of UTC, the day before in America."""
    return f"{day.isoformat()}T00:00:00"


def _local(reader: Reader, moment: datetime) -> str:
    """Give an instant by the shop's clock; without a zone the chart takes it as it stands."""
    return moment.replace(tzinfo=UTC).astimezone(reader.zone).replace(tzinfo=None).isoformat()


def _locale(reader: Reader) -> Mapping[str, Any]:
    """Tell the chart how numbers and days are written."""
    symbols = reader.locale.number_symbols["latn"]
    months = [get_month_names("wide", "stand-alone", reader.dates)[month].capitalize() for month in range(1, 13)]
    short_months = [get_month_names("abbreviated", "stand-alone", reader.dates)[month] for month in range(1, 13)]
    # Babel's week begins on Monday, the chart's on Sunday.
    week = [6, 0, 1, 2, 3, 4, 5]
    return {
        "number": {
            "decimal": symbols["decimal"],
            "thousands": symbols["group"],
            "grouping": [3],
            "currency": list(reader.money_signs),
        },
        "time": {
            "dateTime": "%-d %b %Y, %H:%M",
            "date": "%-d %b %Y",
            "time": "%H:%M",
            "periods": ["AM", "PM"],
            "days": [get_day_names("wide", locale=reader.dates)[day] for day in week],
            "shortDays": [get_day_names("abbreviated", locale=reader.dates)[day] for day in week],
            "months": months,
            "shortMonths": short_months,
        },
    }
