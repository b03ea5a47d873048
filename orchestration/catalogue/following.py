"""Say what a page is the state of, and go on to the next publication as soon as there is one."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from orchestration.catalogue.view import View
from orchestration.catalogue.writing import paragraph
from orchestration.published import last_refresh
from orchestration.published_file import present_publication
from orchestration.refresh.errors import NothingPublishedError

SECONDS_BETWEEN_LOOKS = 10


def show_freshness(view: View) -> None:
    """Write as of when the page is, and how long ago that was when the page was loaded."""
    refresh = view.ask(last_refresh)
    age = datetime.now(UTC).replace(tzinfo=None) - refresh.as_of
    paragraph(
        view.say("As of {instant}, {age} ago", instant=view.reader.instant(refresh.as_of), age=view.reader.span(age)),
        is_note=True,
    )


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def follow(view: View) -> None:
    """Load the page anew when another file has been published."""
    try:
        is_another = present_publication(view.project) != view.publication
    except NothingPublishedError:
        return  # for the moment of a rollback, or for good: the next question says so
    if is_another:
        st.rerun()
