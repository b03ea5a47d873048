"""The catalogue as Streamlit runs it: the pages, their language, and what they are the state of."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import streamlit as st
from babel import Locale

from orchestration.catalogue.navigation import remember_pages
from orchestration.catalogue.reader import Reader
from orchestration.catalogue.settings import read_settings
from orchestration.catalogue.showing import show_page
from orchestration.catalogue.translating import LANGUAGES, nearest_language
from orchestration.catalogue.view import View
from orchestration.catalogue.views import (
    comparison,
    customer,
    flows,
    overlaps,
    refreshes,
    segment,
    segments,
    shop,
    trial,
)
from orchestration.project import Project, find_project

# A file of our own: a named icon would be fetched from another machine.
ICON = Path(__file__).with_name("icon.png")
STYLE = Path(__file__).with_name("layout.css")
FIRST = "segments"
DEFAULT_CURRENCY = "RUB"  # what macros/setting.sql takes when dbt_project.yml says nothing


def main() -> None:
    """Show the page the address asks for."""
    project = find_project()
    language = _language()
    reader = _reader(project, language)
    st.set_page_config(page_title=reader.say("Segments"), page_icon=ICON, layout="wide")
    st.html(STYLE)
    pages = {
        path: st.Page(
            partial(show_page, project, reader, page),
            title=title,
            icon=icon,
            url_path=path if path != FIRST else "first",
            default=path == FIRST,
        )
        for path, title, icon, page in _pages(reader)
    }
    remember_pages(pages)
    # Streamlit serves the first page at the bare address alone; it is to be found by its path, too.
    first = st.Page(
        partial(show_page, project, reader, segments.show),
        title=reader.say("Segments"),
        url_path=FIRST,
        visibility="hidden",
    )
    chosen = st.navigation([*pages.values(), first])
    with st.sidebar:
        st.selectbox(
            reader.say("Language"), list(LANGUAGES), format_func=LANGUAGES.__getitem__, key="language", width="stretch"
        )
    chosen.run()


def _pages(reader: Reader) -> list[tuple[str, str, str, Callable[[View], None]]]:
    """List the pages: path, title, icon, function. A path is never changed: others link to it."""
    return [
        ("segments", reader.say("Segments"), ":material/list:", segments.show),
        ("segment", reader.say("One segment"), ":material/group:", segment.show),
        ("compare", reader.say("Compare two"), ":material/compare_arrows:", comparison.show),
        ("overlaps", reader.say("Overlaps"), ":material/grid_on:", overlaps.show),
        ("flows", reader.say("Flows between groups"), ":material/swap_horiz:", flows.show),
        ("shop", reader.say("Shop"), ":material/storefront:", shop.show),
        ("customer", reader.say("Customer"), ":material/person_search:", customer.show),
        ("try", reader.say("Try a segment"), ":material/science:", trial.show),
        ("refreshes", reader.say("Refreshes"), ":material/history:", refreshes.show),
    ]


def _language() -> str:
    if "language" not in st.session_state:
        st.session_state["language"] = nearest_language(st.context.locale)
    return str(st.session_state["language"])


def _reader(project: Project, language: str) -> Reader:
    settings = read_settings()
    return Reader(
        language=language,
        locale=Locale.parse(settings.locale or language),
        currency=str(project.variables.get("reporting_currency", DEFAULT_CURRENCY)),
        zone=project.timezone,
        shows_personal_data=settings.shows_personal_data,
    )


main()
