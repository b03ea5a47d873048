"""One module per page; `show` draws it. A folder called `pages` would be taken by Streamlit for pages of its own."""
