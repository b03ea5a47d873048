"""Which segments share members: a heat map of the largest."""

from __future__ import annotations

import streamlit as st

from orchestration.catalogue.queries.common import Overlap, all_overlaps
from orchestration.catalogue.queries.segments import segment_names
from orchestration.catalogue.table import Cell, Column, Count, Link, Tint, show_table
from orchestration.catalogue.view import View
from orchestration.catalogue.views.parts import or_missing
from orchestration.catalogue.writing import heading, paragraph

SIZES = (10, 20, 40)
LONGEST_LIST = 50


def show(view: View) -> None:
    """Show the map and the closest pairs."""
    heading(view.say("Overlaps"))
    or_missing(view, lambda: _show_all(view))


def _show_all(view: View) -> None:
    say = view.say
    measures = {"share": say("share of the row's members"), "jaccard": say("likeness: both per either")}
    left, right, _ = st.columns([1, 2, 1])
    segments = left.selectbox(say("Largest segments"), SIZES, index=1)
    measure = right.selectbox(say("Measure"), list(measures), format_func=measures.__getitem__)
    found = view.ask(all_overlaps, segments)
    if not found:
        paragraph(say("No two segments in analytics share a member."))
        return
    _show_map(view, found, measure)
    heading(say("The closest pairs"), 2)
    _show_pairs(view, found)


def _show_map(view: View, found: list[Overlap], measure: str) -> None:
    say, reader = view.say, view.reader
    names = {one.code: one.name for one in view.ask(segment_names)}
    sizes = {one.code: one.shared / one.share for one in reversed(found) if one.share}
    codes = sorted(sizes, key=lambda code: (-sizes[code], code))
    by_pair = {(one.code, one.other): one for one in found}

    def cell(row: str, column: str) -> Cell:
        one = by_pair.get((row, column))
        if one is None:
            return "" if row == column else Tint("0", 0.0)
        share = one.share if measure == "share" else one.jaccard
        hint = f"{names.get(row, row)} × {names.get(column, column)}: {reader.count(one.shared)}"
        return Tint(reader.number(share * 100, 0), share, hint)

    show_table(
        "heat_map",
        [
            Column(say("Segment")),
            *(Column(str(number), is_number=True, help=names.get(code, code)) for number, code in enumerate(codes, 1)),
        ],
        [
            [
                Link(f"{number}. {names.get(row, row)}", "segment", {"code": row}),
                *(cell(row, column) for column in codes),
            ]
            for number, row in enumerate(codes, 1)
        ],
        caption=say("Overlaps of the largest segments, per cent; columns are numbered as the rows"),
        nothing="",
        is_sortable=False,
    )
    paragraph(
        say("Per cent. Columns are numbered as the rows are: row 1, column 2 is how much of 1 is in 2."), is_note=True
    )


def _show_pairs(view: View, found: list[Overlap]) -> None:
    say, reader = view.say, view.reader
    names = {one.code: one.name for one in view.ask(segment_names)}
    closest = sorted(
        (one for one in found if one.code < one.other), key=lambda one: (-one.jaccard, one.code, one.other)
    )
    show_table(
        "pairs",
        [
            Column(say("First segment")),
            Column(say("Second segment")),
            Column(say("Members of both"), is_number=True, is_wide=True),
            Column(say("Likeness"), is_number=True, help=say("Members of both per member of either")),
            Column(say("Compare")),
        ],
        [
            [
                Link(names.get(one.code, one.code), "segment", {"code": one.code}),
                Link(one.other_name, "segment", {"code": one.other}),
                Count(reader.count(one.shared), one.shared),
                Count(reader.share(one.jaccard), one.jaccard),
                Link(say("compare"), "compare", {"code": one.code, "with": one.other}),
            ]
            for one in closest[:LONGEST_LIST]
        ],
        caption=say("The closest pairs"),
        nothing="",
    )
