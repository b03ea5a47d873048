"""The publication as Parquet: a folder for each export, a link to the latest, and what keeps a folder up to date."""
