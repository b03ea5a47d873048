"""How fast a refresh is, beside hand-written SQL, stock dbt and Polars doing the same work."""
