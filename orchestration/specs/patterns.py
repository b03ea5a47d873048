"""Regular expressions, checked by the engine that will run them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


@lru_cache(maxsize=4096)
def pattern_problem(pattern: str) -> str | None:
    """Say what RE2 has against a pattern, or nothing."""
    import duckdb  # noqa: PLC0415  # seeds without patterns are checked without loading an engine

    try:
        _engine().execute("select regexp_matches('', $1)", [pattern])
    except duckdb.InvalidInputException as error:
        return str(error).removeprefix("Invalid Input Error: ").strip()
    return None


@lru_cache(maxsize=1)
def _engine() -> duckdb.DuckDBPyConnection:
    import duckdb  # noqa: PLC0415

    return duckdb.connect(":memory:")
