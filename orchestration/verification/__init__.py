"""Prove that what is published of a refresh agrees with itself: history, memberships, events, sizes, definitions."""
