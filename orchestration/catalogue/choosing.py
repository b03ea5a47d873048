"""Choose a segment; which one stands in the address, so that a page can be linked to and kept as a bookmark."""

from __future__ import annotations

import streamlit as st

from orchestration.catalogue.queries.segments import segment_names
from orchestration.catalogue.view import View
from orchestration.published import UnknownSegmentError


def choose_segment(view: View, label: str, parameter: str = "code") -> str | None:
    """Offer the segments by name; give the code of the chosen one.

    Args:
        view: the page's view.
        label: what is chosen.
        parameter: where the address says it.
    """
    names = {one.code: one.name for one in view.ask(segment_names)}
    key = f"chosen_{parameter}"
    asked = st.query_params.get(parameter)
    if asked in names and st.session_state.get(key) != asked:
        st.session_state[key] = asked
    chosen = st.selectbox(
        label,
        list(names),
        index=None,
        key=key,
        format_func=lambda code: f"{names[code]} ({code})",
        placeholder=view.say("name or code"),
        on_change=_write_address,
        args=(parameter, key),
    )
    if chosen is None and asked:
        raise UnknownSegmentError(asked, names)
    return chosen


def _write_address(parameter: str, key: str) -> None:
    if st.session_state[key] is None:
        st.query_params.pop(parameter, None)
    else:
        st.query_params[parameter] = st.session_state[key]
