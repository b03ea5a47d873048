"""Customer aggregates and members by Polars: lazy frames over the shop's files."""
