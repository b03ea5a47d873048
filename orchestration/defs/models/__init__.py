"""The dbt project as assets: seeds, models and the history, with its tests as checks."""
