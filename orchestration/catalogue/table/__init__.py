"""A table of the page itself: real rows and links, for the keyboard, the phone and the screen reader.

Streamlit's own is a picture. Every cell reaches the page as text, never as HTML, whatever a segment or product is
called.
"""

from orchestration.catalogue.table.cells import Bar, Cell, Column, Count, Link, Spark, Tint
from orchestration.catalogue.table.showing import show_table

__all__ = ["Bar", "Cell", "Column", "Count", "Link", "Spark", "Tint", "show_table"]
