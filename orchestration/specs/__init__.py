"""Segments as code: read the seeds, check them, write the models they stand for.

Seeds go in as bytes and come out as values (`reading`), values become trees and measures (`trees`, `measures`), those
become files (`generating`, `changes`). Only `changes` and `appending` write. What fields and operators there are stands
in `fields` and `operators`.
"""

from orchestration.specs.appending import append_segment
from orchestration.specs.catalogue import Catalogue, Field, FieldType, Operator, ScopeKey
from orchestration.specs.changes import (
    Blocked,
    BlockedError,
    Change,
    Remove,
    Rewrite,
    Write,
    apply_changes,
    plan_changes,
)
from orchestration.specs.destinations import Destination, DestinationField
from orchestration.specs.drafts import draft_condition
from orchestration.specs.fields import CATALOGUE
from orchestration.specs.generating import generated_files, membership_call
from orchestration.specs.measures import Measure, measure_plan, measures_of
from orchestration.specs.models import (
    Condition,
    Contract,
    Priority,
    Retired,
    Scope,
    Score,
    Segment,
    Specs,
)
from orchestration.specs.reading import check, read_specs, specs_from
from orchestration.specs.trees import TopGroup, condition_node, definition_hash, segment_tree, top_groups
from orchestration.specs.triggers import Trigger
from orchestration.specs.words import ENGLISH, Phrases, in_words
from orchestration.specs.words_conditions import condition_words, includes_missing

__all__ = [
    "CATALOGUE",
    "ENGLISH",
    "Blocked",
    "BlockedError",
    "Catalogue",
    "Change",
    "Condition",
    "Contract",
    "Destination",
    "DestinationField",
    "Field",
    "FieldType",
    "Measure",
    "Operator",
    "Phrases",
    "Priority",
    "Remove",
    "Retired",
    "Rewrite",
    "Scope",
    "ScopeKey",
    "Score",
    "Segment",
    "Specs",
    "TopGroup",
    "Trigger",
    "Write",
    "append_segment",
    "apply_changes",
    "check",
    "condition_node",
    "condition_words",
    "definition_hash",
    "draft_condition",
    "generated_files",
    "in_words",
    "includes_missing",
    "measure_plan",
    "measures_of",
    "membership_call",
    "plan_changes",
    "read_specs",
    "segment_tree",
    "specs_from",
    "top_groups",
]
