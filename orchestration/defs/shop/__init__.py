"""The shop's tables as assets: what comes in."""
