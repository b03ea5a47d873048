"""The published file as an asset, and the check that it is no older than the schedule allows."""
