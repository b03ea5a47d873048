"""What the Table Schemas of the seeds are put together from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from orchestration.specs.catalogue import CUSTOM_PREFIX
from orchestration.specs.codes import LONGEST_CODE

Schema = dict[str, object]


@dataclass(frozen=True)
class Column:
    """Describe a column.

    Args:
        description: what it holds.
        type: of the Table Schema.
        required: whether a cell may not be empty.
        rules: the other constraints of the Table Schema.
    """

    description: str
    type: str = "string"
    required: bool = False
    rules: tuple[tuple[str, object], ...] = ()


SeedSchemas = dict[str, tuple[str, tuple[str, ...], dict[str, Column], Schema]]
"""By the path of a seed: what it holds, its columns in order, each of them described, and its keys."""


def words_pattern(names: Iterable[str]) -> str:
    """Match any of some words."""
    return "|".join(map(re.escape, names))


def field_pattern(names: Iterable[str]) -> str:
    """Match any of some fields, or one of the shop's own."""
    return f"({words_pattern(names)}|{re.escape(CUSTOM_PREFIX)}.*\\S.*)"


CODE_PATTERN = f"[a-z][a-z0-9_]{{0,{LONGEST_CODE - 1}}}"
CODE_RULES = (("pattern", CODE_PATTERN),)
