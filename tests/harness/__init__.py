"""Temporary shops: tables and seeds in, members out, through the public command line alone."""

from tests.harness.rows import Tables, condition, segment
from tests.harness.shop import Shop

__all__ = ["Shop", "Tables", "condition", "segment"]
