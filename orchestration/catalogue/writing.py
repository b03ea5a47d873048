"""Put text on a page as text: names of segments and products are data, and would be read as Markdown elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

_SIZES = {1: "2.1rem", 2: "1.35rem", 3: "1.05rem"}


def heading(text: str, level: int = 1) -> None:
    """Write a heading."""
    st.html(
        f'<h{level} style="font-size:{_SIZES[level]};margin:0;padding:0;line-height:1.25;overflow-wrap:anywhere">'
        f"<bdi>{escape(text)}</bdi></h{level}>"
    )


def paragraph(text: str, *, is_note: bool = False) -> None:
    """Write a paragraph; a note is smaller and fainter."""
    style = "opacity:.72;font-size:.875rem" if is_note else "font-size:1rem"
    st.html(f'<p style="{style};margin:0;line-height:1.5;overflow-wrap:anywhere"><bdi>{escape(text)}</bdi></p>')


def bullets(texts: Sequence[str]) -> None:
    """Write a list."""
    items = "".join(f"<li><bdi>{escape(text)}</bdi></li>" for text in texts)
    st.html(f'<ul style="margin:0;padding-inline-start:1.25rem;line-height:1.5;overflow-wrap:anywhere">{items}</ul>')


def figures(named: Sequence[tuple[str, str]]) -> None:
    """Write numbers with what they are of, as many beside each other as there is room for."""
    tiles = "".join(
        '<div style="min-width:7.5rem"><dt style="opacity:.72;font-size:.8125rem">'
        f"{escape(label)}</dt>"
        f'<dd style="margin:0;padding:0;font-size:1.5rem;line-height:1.3;font-variant-numeric:tabular-nums">'
        f"<bdi>{escape(value)}</bdi></dd></div>"
        for label, value in named
    )
    st.html(f'<dl style="padding:0;display:flex;flex-wrap:wrap;gap:.75rem 2rem;margin:0">{tiles}</dl>')
