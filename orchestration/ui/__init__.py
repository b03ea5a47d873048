"""`make ui`: Dagster's pages and daemon as one command, `python -m orchestration.ui`."""
