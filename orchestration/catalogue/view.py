"""What every page is given: the project, who reads it, and the way to ask the published file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import streamlit as st

from orchestration.catalogue.queries.asking import ask
from orchestration.catalogue.reader import Reader
from orchestration.project import Project
from orchestration.published_file import Publication

T = TypeVar("T")

# Answers of some publications: of the present one, and of those that are just being replaced.
ANSWERS_KEPT = 500


@dataclass(frozen=True)
class View:
    """Hold what a page needs.

    Args:
        project: the project.
        reader: who reads it.
        publication: the published file the page shows.
    """

    project: Project
    reader: Reader
    publication: Publication

    def ask(self, question: Callable[..., T], *arguments: object) -> T:
        """Ask the published file, once per publication and question."""
        name = f"{question.__module__}.{question.__qualname__}"
        return cast("T", _answer(str(self.project.published_file), self.publication, name, arguments, self, question))

    def say(self, words: str, **values: object) -> str:
        """Say something in the reader's language."""
        return self.reader.say(words, **values)


@st.cache_data(max_entries=ANSWERS_KEPT, show_spinner=False)
def _answer(
    path: str,  # noqa: ARG001 part of the key
    publication: Publication,  # noqa: ARG001 part of the key
    name: str,  # noqa: ARG001 part of the key
    arguments: tuple[object, ...],
    _view: View,
    _question: Callable[..., Any],
) -> object:
    answered_by, answer = ask(_view.project, _question, *arguments)
    if answered_by != _view.publication:
        # A newer one has been published meanwhile: begin the page again, and keep no answer under the older one's key.
        st.rerun()
    return answer
