"""Show a table, and go where its links lead without loading the page anew."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import streamlit as st

from orchestration.catalogue.navigation import open_page
from orchestration.catalogue.table.cells import Cell, Column, plain_cell

_HERE = Path(__file__).parent


def show_table(  # noqa: PLR0913 what a table can do
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    caption: str,
    nothing: str,
    faint: Collection[int] = (),
    is_sortable: bool = True,
) -> None:
    """Show rows as a table.

    Args:
        name: tells it from the other tables of the page.
        columns: its columns.
        rows: its cells, row by row.
        caption: what is in it, for those who cannot see it.
        nothing: what is said when there are no rows.
        faint: numbers of the rows that are set in grey.
        is_sortable: whether headings order the rows.
    """
    if not rows:
        st.caption(nothing)
        return
    grey = set(faint)
    shown = _table()(
        key=f"table_{name}",
        data={
            "caption": caption,
            "isSortable": is_sortable,
            "columns": [
                {"label": one.label, "isNumber": one.is_number, "isWide": one.is_wide, "help": one.help}
                for one in columns
            ],
            "rows": [
                {"cells": [plain_cell(cell) for cell in row], "isFaint": number in grey}
                for number, row in enumerate(rows)
            ],
        },
        on_open_change=_nothing,
    )
    if shown.open:
        open_page(shown.open["page"], shown.open["parameters"])


def _nothing() -> None:
    """Let Streamlit know that `open` is something the table may say; what it says is read where it is shown."""


@st.cache_resource
def _table():  # type: ignore[no-untyped-def]  # noqa: ANN202 a private type of Streamlit
    return st.components.v2.component(
        "segment_catalogue_table",
        css=(_HERE / "table.css").read_text(encoding="utf-8"),
        js=(_HERE / "table.js").read_text(encoding="utf-8"),
    )
