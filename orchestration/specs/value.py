"""What every value that is read from a seed has in common."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """Hold what was read, and never change."""

    model_config = ConfigDict(frozen=True, populate_by_name=True)
