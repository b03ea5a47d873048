"""The list of segments."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from orchestration.catalogue.queries.segments import ListedSegment, list_segments
from orchestration.catalogue.reader import Reader
from orchestration.catalogue.table import Cell, Column, Count, Link, Spark, show_table
from orchestration.catalogue.view import View
from orchestration.catalogue.writing import heading, paragraph
from orchestration.published_file import Publication

# The present one and those just being replaced, in each language.
LISTS_KEPT = 10


def show(view: View) -> None:
    """List the segments that pass the filters."""
    say = view.say
    heading(say("Segments"))
    listed = view.ask(list_segments)
    rows = _rows(view.publication, view.reader.language, str(view.reader.locale), view, listed)
    found = _filtered(view, listed)
    paragraph(
        say("{found} of {all} segments", found=view.reader.count(len(found)), all=view.reader.count(len(listed))),
        is_note=True,
    )
    show_table(
        "segments",
        _columns(view),
        [rows[segment.code] for segment in found],
        caption=say("Segments with their sizes"),
        nothing=say("No segment is like that."),
        faint=[number for number, segment in enumerate(found) if not segment.is_active],
    )


def _filtered(view: View, listed: Sequence[ListedSegment]) -> list[ListedSegment]:
    say = view.say
    anything = say("any")
    name, owner, kind, state = st.columns([2, 1, 1, 1])
    wanted = name.text_input(say("Name or code"), key="filter_name", icon=":material/search:").strip().casefold()
    owners = sorted({one.owner or "" for one in listed})
    owned = owner.selectbox(say("Owner"), [None, *owners], format_func=lambda one: anything if one is None else one)
    kinds = {None: anything, "dynamic": say("dynamic"), "static": say("static")}
    of_kind = kind.selectbox(say("Type"), list(kinds), format_func=kinds.__getitem__)
    states = {None: anything, True: say("active"), False: say("inactive")}
    in_state = state.selectbox(say("State"), list(states), format_func=states.__getitem__)
    least, most, _ = st.columns([1, 1, 3])
    low = least.number_input(say("Members from"), min_value=0, value=None, step=1, placeholder=anything)
    high = most.number_input(say("Members up to"), min_value=0, value=None, step=1, placeholder=anything)
    return [
        one
        for one in listed
        if (wanted in one.name.casefold() or wanted in one.code)
        and (owned is None or (one.owner or "") == owned)
        and (of_kind is None or one.kind == of_kind)
        and (in_state is None or one.is_active == in_state)
        and (low is None or (one.members or 0) >= low)
        and (high is None or (one.members or 0) <= high)
    ]


def _columns(view: View) -> list[Column]:
    say = view.say
    return [
        Column(say("Segment")),
        Column(say("Type"), is_wide=True),
        Column(say("Owner"), is_wide=True),
        Column(say("Active"), is_wide=True),
        Column(say("Members"), is_number=True),
        Column(say("Share"), is_number=True, is_wide=True, help=say("Members per customer")),
        Column(say("Size over time"), is_wide=True),
        Column(say("Entered"), is_number=True, help=say("Since yesterday: in the 24 hours before the last refresh")),
        Column(say("Exited"), is_number=True, help=say("Since yesterday: in the 24 hours before the last refresh")),
        Column(say("Last refresh"), is_wide=True),
    ]


# Nobody changes the lines, so they are not copied for each who looks at them.
@st.cache_resource(max_entries=LISTS_KEPT, show_spinner=False)
def _rows(
    publication: Publication,  # noqa: ARG001 part of the key
    language: str,  # noqa: ARG001 part of the key
    locale: str,  # noqa: ARG001 part of the key
    _view: View,
    _listed: Sequence[ListedSegment],
) -> dict[str, list[Cell]]:
    """Write every line of the list once per publication: a filter then only chooses among them."""
    return {segment.code: _row(_view, segment) for segment in _listed}


def _row(view: View, segment: ListedSegment) -> list[Cell]:
    say, reader = view.say, view.reader
    locked = ("🔒", say("static: formed once")) if segment.kind == "static" else None
    return [
        Link(segment.name, "segment", {"code": segment.code}, note=segment.code, icon=locked),
        say(segment.kind),
        segment.owner or "",
        say("yes") if segment.is_active else say("no"),
        Count(reader.count(segment.members), segment.members),
        Count(reader.share(segment.share), segment.share),
        Spark(tuple(segment.past), _drawn(reader, segment)),
        Count(reader.count(segment.entered), segment.entered),
        Count(reader.count(segment.exited), segment.exited),
        Count(
            reader.short_instant(segment.refreshed_at),
            segment.refreshed_at.timestamp() if segment.refreshed_at else None,
        ),
    ]


def _drawn(reader: Reader, segment: ListedSegment) -> str:
    if not segment.past:
        return reader.say("never computed")
    return reader.say(
        "from {first} to {last} members since {day}",
        first=reader.count(segment.past[0]),
        last=reader.count(segment.past[-1]),
        day=reader.day(segment.past_since),
    )
