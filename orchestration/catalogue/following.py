"""Say what a page is the state of, and go on to the next publication as soon as there is one."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from orchestration.catalogue.view import View
from orchestration.catalogue.writing import paragraph
from orchestration.project import Project
from orchestration.published import last_refresh
from orchestration.published_file import Publication, present_publication
from orchestration.refresh.errors import NothingPublishedError

SECONDS_BETWEEN_LOOKS = 10


def show_freshness(view: View) -> None:
    """Write as of when the page is, and how long ago that was when the page was loaded."""
    refresh = view.ask(last_refresh)
    age = datetime.now(UTC).replace(tzinfo=None) - refresh.as_of
    paragraph(
        view.say("As of {instant}, {ago}", instant=view.reader.instant(refresh.as_of), ago=view.reader.ago(age)),
        is_note=True,
    )


@st.fragment(run_every=SECONDS_BETWEEN_LOOKS)
def follow(project: Project, shown: Publication | None) -> None:
    """Load the page anew when another file has been published, the first one included."""
    try:
        is_another = present_publication(project) != shown
    except NothingPublishedError:
        return  # for the moment of a rollback, or for good: the next question says so
    if is_another:
        st.rerun()
