"""The Table Schemas of the seeds that say what is sent where."""

from __future__ import annotations

from orchestration.specs.destination_field_rows import DESTINATION_FIELD_COLUMNS, DESTINATION_FIELDS_FILE, known_fields
from orchestration.specs.destination_rows import (
    CONSENT_CHANNELS,
    DESTINATION_COLUMNS,
    DESTINATIONS_FILE,
    MODES,
    PLATFORM_NAMES,
)
from orchestration.specs.schema_columns import CODE_RULES, Column, SeedSchemas, field_pattern

_SHARE = (("minimum", 0), ("maximum", 1))

DESTINATION_SCHEMAS: SeedSchemas = {
    DESTINATIONS_FILE: (
        "Lists at platforms: one row keeps the members of a segment on one list.",
        DESTINATION_COLUMNS,
        {
            "destination": Column("Short name.", required=True, rules=(*CODE_RULES, ("unique", True))),
            "platform": Column("Where the list is.", required=True, rules=(("enum", list(PLATFORM_NAMES)),)),
            "list": Column("The list, as docs/platforms.md says to write it.", required=True),
            "segment_code": Column("Whose members are on it.", required=True, rules=CODE_RULES),
            "mode": Column(
                "mirror: who leaves the segment is taken off; add_only: they stay.",
                required=True,
                rules=(("enum", list(MODES)),),
            ),
            "consent_channel": Column(
                "Whose consent is asked for.", required=True, rules=(("enum", list(CONSENT_CHANNELS)),)
            ),
            "hold_out_share": Column("Part kept off the list, in hundredths; empty: none.", "number", rules=_SHARE),
            "max_shrink": Column(
                "Part of the list one plan may take off without a human; empty: 0.2.", "number", rules=_SHARE
            ),
            "max_rows": Column("Members the list may have; empty: any number.", "integer", rules=(("minimum", 1),)),
            "is_active": Column("false: no plans are made.", "boolean", required=True),
            "auto_apply": Column("true: a refresh applies its plan.", "boolean", required=True),
        },
        {"primaryKey": ["destination"]},
    ),
    DESTINATION_FIELDS_FILE: (
        "What is sent beside the address: one row fills one field of the platform.",
        DESTINATION_FIELD_COLUMNS,
        {
            "destination": Column("The destination.", required=True, rules=CODE_RULES),
            "platform_field": Column("The platform's name of the field.", required=True),
            "field": Column("Ours.", required=True, rules=(("pattern", field_pattern(known_fields())),)),
        },
        {"primaryKey": ["destination", "platform_field"]},
    ),
}
