"""Try a segment: compose conditions, see at once whom they would have, and take the rows away as a patch."""

from __future__ import annotations

import streamlit as st

from orchestration.catalogue.composing import Draft, compose, count
from orchestration.catalogue.sentences import condition_sentence, sentence
from orchestration.catalogue.table import Bar, Column, Count, Link, show_table
from orchestration.catalogue.view import View
from orchestration.catalogue.views.segment_definition import group_words
from orchestration.catalogue.views.trial_conditions import ask_conditions
from orchestration.catalogue.writing import bullets, figures, heading, paragraph
from orchestration.preview import Preview
from orchestration.refresh.errors import RefreshError
from orchestration.specs import Segment
from orchestration.specs.segment_rows import KINDS

_Cells = dict[str, str]


def show(view: View) -> None:
    """Compose, count and give away; nothing is written, neither to git nor to the warehouse."""
    say = view.say
    heading(say("Try a segment"))
    paragraph(say("Nothing is saved here: what you compose leaves the page as a patch for the seeds."), is_note=True)
    segment_row = _ask_segment(view)
    with st.container(border=True):
        heading(say("Conditions"), 2)
        filter_rows = ask_conditions(view)
    draft = compose(view.project, segment_row, filter_rows)
    with st.container(border=True):
        heading(say("Who would be in it"), 2)
        _show_faults(view, draft)
        if draft.segment is not None:
            paragraph(sentence(view.reader, draft.segment))
            _show_count(view, draft.segment, segment_row, filter_rows)
    if draft.segment is not None:
        with st.container(border=True):
            heading(say("Take it away"), 2)
            _show_patch(view, draft)


def _ask_segment(view: View) -> _Cells:
    say = view.say
    code, name, owner, kind = st.columns([1, 2, 1, 1])
    kinds = {kind: say(kind) for kind in KINDS}
    return {
        "segment_code": code.text_input(say("Code"), value="new_segment", key="try_code").strip(),
        "name": name.text_input(say("Name"), value=say("New segment"), key="try_name"),
        "owner": owner.text_input(say("Owner"), key="try_owner"),
        "kind": kind.selectbox(say("Type"), KINDS, format_func=kinds.__getitem__, key="try_kind"),
        "description": st.text_input(say("Description"), key="try_description"),
        "is_active": "true",
        "is_in_analytics": "true",
    }


def _show_faults(view: View, draft: Draft) -> None:
    if not draft.faults:
        return
    paragraph(
        view.say("The seeds would have faults:") if draft.segment is None else view.say("Mind that:"), is_note=True
    )
    bullets([str(fault) for fault in draft.faults])


def _show_count(view: View, segment: Segment, segment_row: _Cells, filter_rows: list[_Cells]) -> None:
    say, reader = view.say, view.reader
    words = {str(condition): condition_sentence(reader, condition) for condition in segment.conditions}
    try:
        answer = _count(view.publication.modified_ns, segment_row, filter_rows, view)
    except RefreshError as error:
        paragraph(view.say("It cannot be counted now: {reason}", reason=error), is_note=True)
        if st.button(say("Count again")):
            st.rerun()
        return
    figures(
        [
            (say("Members"), reader.count(answer.members)),
            (say("Share of customers"), reader.share(answer.share)),
            (say("Customers"), reader.count(answer.customers)),
        ]
    )
    show_table(
        "steps",
        [
            Column(say("After the group")),
            Column(say("Conditions")),
            Column(say("Members"), is_number=True),
            Column(say("Share")),
        ],
        [
            [
                group_words(reader, tuple(step.group.split("/"))),
                "; ".join(words.get(condition, condition) for condition in step.conditions),
                Count(reader.count(step.members), step.members),
                Bar(reader.share(share := step.members / answer.customers if answer.customers else 0.0), share),
            ]
            for step in answer.steps
        ],
        caption=say("How many are left after each group of conditions"),
        nothing="",
        is_sortable=False,
    )
    heading(say("Some of the members"), 3)
    show_table(
        "sample",
        [Column(say("Customer"))],
        [[Link(customer, "customer", {"id": customer})] for customer in answer.sample],
        caption=say("Some of the members"),
        nothing=say("Nobody is in it."),
        is_sortable=False,
    )
    paragraph(say("Counted over the refresh as of {instant}.", instant=reader.instant(answer.as_of)), is_note=True)
    if not answer.is_whole:
        paragraph(say("A later refresh was not finished: what it built is counted, too."), is_note=True)


@st.cache_data(max_entries=200, ttl=60, show_spinner=False)
def _count(
    publication: int,  # noqa: ARG001 part of the key
    segment_row: _Cells,
    filter_rows: list[_Cells],
    _view: View,
) -> Preview:
    return count(_view.project, segment_row, filter_rows)


def _show_patch(view: View, draft: Draft) -> None:
    say = view.say
    st.code(draft.patch.decode("utf-8", errors="replace"), language=None, wrap_lines=True)
    st.download_button(
        say("Download the patch"),
        draft.patch,
        file_name=f"{draft.code}.patch",
        mime="text/x-diff",
        icon=":material/download:",
        on_click="ignore",
    )
    paragraph(
        say(
            "In the project's folder: git apply {file}, then segments validate, segments generate, and commit.",
            file=f"{draft.code}.patch",
        ),
        is_note=True,
    )
