"""Who moved from which group to which between refreshes: of RFM, or of a priority list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import streamlit as st

from orchestration.catalogue.labels import word_of
from orchestration.catalogue.queries.flows import RFM, Flow, flows, group_sizes, lists_with_flows
from orchestration.catalogue.queries.segments import segment_names
from orchestration.catalogue.table import Cell, Column, Count, Tint, show_table
from orchestration.catalogue.view import View
from orchestration.catalogue.views.parts import or_missing
from orchestration.catalogue.writing import heading, paragraph
from orchestration.published import last_refresh

_Called = Callable[[str | None], str]

# From those who buy most and last bought lately to those who are nearly lost; others follow by name.
RFM_ORDER = (
    "champion",
    "loyal",
    "potential_loyalist",
    "new",
    "promising",
    "need_attention",
    "about_to_sleep",
    "cant_lose",
    "at_risk",
    "hibernating",
)


def show(view: View) -> None:
    """Show the flows of a list in a period."""
    heading(view.say("Flows between groups"))
    or_missing(view, lambda: _show_list(view))


def _show_list(view: View) -> None:
    say = view.say
    names = {one.code: one.name for one in view.ask(segment_names)}
    left, right, _ = st.columns([1, 1, 2])
    of_list = left.selectbox(
        say("Groups of"), view.ask(lists_with_flows), format_func=lambda one: say("RFM") if one == RFM else one
    )
    days = {1: say("last day"), 7: say("last 7 days"), 30: say("last 30 days"), None: say("whole history")}
    period = right.selectbox(say("Period"), list(days), index=2, format_func=days.__getitem__)
    since: datetime | None = view.ask(last_refresh).as_of - timedelta(days=period) if period else None
    moved = view.ask(flows, of_list, since)
    sizes = {one.group: one.customers for one in view.ask(group_sizes, of_list)}

    def called(group: str | None) -> str:
        if group is None:
            return say("in no group")
        return word_of(view.reader, group) if of_list == RFM else names.get(group, group)

    groups = _in_order({*sizes, *(one.from_group for one in moved), *(one.to_group for one in moved)})
    if not moved:
        paragraph(say("Nobody moved in this period."))
    else:
        heading(say("From the row to the column"), 2)
        _show_matrix(view, moved, groups, called)
    heading(say("Groups now"), 2)
    _show_groups(view, moved, [group for group in groups if group is not None], sizes, called)


def _in_order(groups: set[str | None]) -> list[str | None]:
    places = {group: place for place, group in enumerate(RFM_ORDER)}
    return sorted(groups, key=lambda group: (group is None, places.get(group or "", len(places)), group or ""))


def _show_matrix(view: View, moved: Sequence[Flow], groups: Sequence[str | None], called: _Called) -> None:
    say, reader = view.say, view.reader
    by_pair = {(one.from_group, one.to_group): one.customers for one in moved}
    most = max(by_pair.values())

    def cell(source: str | None, target: str | None) -> Cell:
        customers = by_pair.get((source, target), 0)
        hint = f"{called(source)} → {called(target)}: {reader.count(customers)}"
        return Tint(reader.count(customers), customers / most, hint) if customers else ""

    show_table(
        "flows",
        [Column(say("From"))] + [Column(called(group), is_number=True) for group in groups],
        [[called(source), *(cell(source, target) for target in groups)] for source in groups],
        caption=say("Customers who moved from the group of the row to the group of the column"),
        nothing="",
        is_sortable=False,
    )


def _show_groups(
    view: View, moved: Sequence[Flow], groups: Sequence[str], sizes: dict[str, int], called: _Called
) -> None:
    say, reader = view.say, view.reader
    entered: dict[str | None, int] = {}
    left: dict[str | None, int] = {}
    for one in moved:
        entered[one.to_group] = entered.get(one.to_group, 0) + one.customers
        left[one.from_group] = left.get(one.from_group, 0) + one.customers
    show_table(
        "groups",
        [
            Column(say("Group")),
            Column(say("Customers now"), is_number=True),
            Column(say("Came"), is_number=True),
            Column(say("Went"), is_number=True),
        ],
        [
            [
                called(group),
                *(
                    Count(reader.count(number), number)
                    for number in (sizes.get(group, 0), entered.get(group, 0), left.get(group, 0))
                ),
            ]
            for group in groups
        ],
        caption=say("Groups with their customers, and who came and went in the period"),
        nothing=say("There are no groups."),
    )
