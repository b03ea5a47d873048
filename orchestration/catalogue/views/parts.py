"""Put a page together from sections; one whose relation an older publication lacks says so, the others are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import streamlit as st

from orchestration.catalogue.queries.asking import MissingRelationError
from orchestration.catalogue.reader import Reader
from orchestration.catalogue.view import View
from orchestration.catalogue.writing import heading, paragraph


def sections(view: View, parts: Sequence[tuple[str, Callable[[], None]]]) -> None:
    """Show parts under each other, each with its heading."""
    for title, show in parts:
        with st.container(border=True):
            heading(title, 2)
            or_missing(view, show)


def or_missing(view: View, show: Callable[[], None]) -> None:
    """Show a part, or say which relation it would need."""
    try:
        show()
    except MissingRelationError as error:
        paragraph(missing_words(view.reader, error), is_note=True)


def missing_words(reader: Reader, error: MissingRelationError) -> str:
    """Say what an older publication lacks."""
    return reader.say(
        "This publication has no {relation} yet; the next refresh by this version brings it.", relation=error.relation
    )


@contextmanager
def section() -> Iterator[None]:
    """Keep a narrow table narrow."""
    with st.container(width=520):
        yield
