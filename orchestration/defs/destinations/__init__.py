"""Lists at platforms as assets, brought up to date after each publication."""
