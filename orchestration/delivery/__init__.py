"""Bring the members of segments to the platforms that write to them."""
