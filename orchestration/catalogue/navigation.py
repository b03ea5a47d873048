"""Where the pages are, by their paths; a path is a promise: other tools link to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn, cast

import streamlit as st
from streamlit.navigation.page import StreamlitPage

_PAGES = "pages_by_path"


def remember_pages(pages: Mapping[str, StreamlitPage]) -> None:
    """Keep the pages of this session, to go to them."""
    st.session_state[_PAGES] = dict(pages)


def open_page(path: str, parameters: Mapping[str, str]) -> NoReturn:
    """Go to a page of the catalogue."""
    pages = cast("dict[str, StreamlitPage]", st.session_state[_PAGES])
    st.switch_page(pages[path], query_params=dict(parameters))
