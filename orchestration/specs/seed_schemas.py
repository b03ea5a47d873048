"""A Frictionless Table Schema for each seed, so that spreadsheets and editors know what a cell may hold.

A schema sees one cell at a time and knows no shop: whether a value fits its field, `segments validate` says.
"""

from __future__ import annotations

from orchestration.specs.catalogue import FieldType
from orchestration.specs.contract_rows import CONTRACT_COLUMNS, CONTRACTS_FILE, RULES, SEVERITIES
from orchestration.specs.destination_schemas import DESTINATION_SCHEMAS
from orchestration.specs.fields import CATALOGUE
from orchestration.specs.filter_rows import FILTER_COLUMNS, FILTERS_FILE
from orchestration.specs.groups import CONNECTIVES
from orchestration.specs.priority_rows import PRIORITIES_FILE, PRIORITY_COLUMNS
from orchestration.specs.retired_rows import RETIRED_COLUMNS, RETIRED_FILE
from orchestration.specs.schema_columns import (
    CODE_PATTERN,
    CODE_RULES,
    Column,
    Schema,
    SeedSchemas,
    field_pattern,
    words_pattern,
)
from orchestration.specs.score_rows import SCORE_COLUMNS, SCORES_FILE
from orchestration.specs.segment_rows import KINDS, SEGMENT_COLUMNS, SEGMENTS_FILE

PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"


_STEP = f"({words_pattern(CONNECTIVES)})(-[^\\s/-]+)?"
_FIELDS = [field.name for field in CATALOGUE.fields.values() if field.type is not FieldType.CUSTOM]
_SCOPE_PAIR = f"\\s*({words_pattern(key.name for key in CATALOGUE.scope_keys)})\\s*=([^;\\\\]|\\\\.)+"
_LATER = ("score", "segment")

_CONDITION = {
    "group": Column(
        "Path of connectives, such as any-1/all-2; empty means all.", rules=(("pattern", f"{_STEP}(/{_STEP})*"),)
    ),
    "field": Column(
        "What is looked at.",
        required=True,
        rules=(("pattern", field_pattern(_FIELDS)),),
    ),
    "scope": Column(
        "What narrows it: key=value pairs joined by ;.", rules=(("pattern", f"{_SCOPE_PAIR}(;{_SCOPE_PAIR})*"),)
    ),
    "operator": Column(
        "How it is compared.",
        required=True,
        rules=(("enum", [operator.name for operator in CATALOGUE.operators]),),
    ),
    "value": Column("What it is compared with: values separated by |, or a range low..high."),
    "reason": Column("Why the row is there."),
}
_SCORED_FIELDS = [name for name in _FIELDS if name not in _LATER]

_SEEDS: SeedSchemas = {
    SEGMENTS_FILE: (
        "The segments: one row is one segment.",
        SEGMENT_COLUMNS,
        {
            "segment_code": Column("Short name, never reused.", required=True, rules=(*CODE_RULES, ("unique", True))),
            "name": Column("What people see.", required=True),
            "kind": Column(
                "dynamic: members come and go; static: formed once.", required=True, rules=(("enum", list(KINDS)),)
            ),
            "is_active": Column("false: members stay as they are.", "boolean", required=True),
            "is_in_analytics": Column("true: BI gets an axis for it.", "boolean", required=True),
            "owner": Column("Who answers for it."),
            "description": Column("Who is in it and what it is for."),
        },
        {"primaryKey": ["segment_code"]},
    ),
    FILTERS_FILE: (
        "The conditions of the segments: one row is one condition.",
        FILTER_COLUMNS,
        {"segment_code": Column("The segment it belongs to.", required=True, rules=CODE_RULES), **_CONDITION},
        {},
    ),
    SCORES_FILE: (
        "What customers get points for: the rows of one score_code are one tree of conditions.",
        SCORE_COLUMNS,
        {
            "score_code": Column("Short name.", required=True, rules=CODE_RULES),
            **_CONDITION,
            "field": Column("What is looked at.", required=True, rules=(("pattern", field_pattern(_SCORED_FIELDS)),)),
            "points": Column("What the rule is worth, equal on its rows; not 0.", "number", required=True),
        },
        {},
    ),
    RETIRED_FILE: (
        "Segments that are gone knowingly.",
        RETIRED_COLUMNS,
        {
            "segment_code": Column("The code it had.", required=True, rules=(*CODE_RULES, ("unique", True))),
            "retired_on": Column("Day it was given up.", "date", required=True),
            "reason": Column("Why."),
        },
        {"primaryKey": ["segment_code"]},
    ),
    PRIORITIES_FILE: (
        "Waterfalls: in a list a customer belongs only to the first segment that fits.",
        PRIORITY_COLUMNS,
        {
            "list": Column("Name of the waterfall.", required=True),
            "rank": Column(
                "Place in the list; the lowest comes first.", "integer", required=True, rules=(("minimum", 1),)
            ),
            "segment_code": Column("The segment.", required=True, rules=CODE_RULES),
        },
        {"primaryKey": ["list", "rank"]},
    ),
    CONTRACTS_FILE: (
        "What must hold of segments before a refresh is published: one row is one contract.",
        CONTRACT_COLUMNS,
        {
            "segment_code": Column("The segment it is about.", required=True, rules=CODE_RULES),
            "rule": Column("What must hold.", required=True, rules=(("enum", list(RULES)),)),
            "argument": Column(
                "A share from 0 to 1, a whole number, or segment codes separated by |; never_empty takes none.",
                rules=(("pattern", f"[0-9]+(\\.[0-9]+)?|{CODE_PATTERN}(\\|{CODE_PATTERN})*"),),
            ),
            "severity": Column(
                "error: nothing is published while it is broken; warn: it is said.",
                required=True,
                rules=(("enum", list(SEVERITIES)),),
            ),
        },
        {},
    ),
    **DESTINATION_SCHEMAS,
}


def seed_schemas() -> dict[str, Schema]:
    """Give the schema of every seed by the seed's path."""
    return {
        file: {
            "$schema": PROFILE,
            "description": description,
            "fields": [_field(name, columns[name]) for name in order],
            "missingValues": [""],
            **keys,
        }
        for file, (description, order, columns, keys) in _SEEDS.items()
    }


def _field(name: str, column: Column) -> Schema:
    described: Schema = {"name": name, "type": column.type, "description": column.description}
    constraints = {**({"required": True} if column.required else {}), **dict(column.rules)}
    if column.type == "boolean":
        described |= {"trueValues": ["true", "True", "TRUE"], "falseValues": ["false", "False", "FALSE"]}
    return described | ({"constraints": constraints} if constraints else {})
