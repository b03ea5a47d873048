"""One refresh, defined once: the command line and the Dagster job both run these steps and add no logic."""
