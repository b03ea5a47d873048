"""The Table Schemas of the seeds that say what is sent where, and when."""

from __future__ import annotations

from orchestration.specs.destination_field_rows import DESTINATION_FIELD_COLUMNS, DESTINATION_FIELDS_FILE, known_fields
from orchestration.specs.destination_rows import (
    CONSENT_CHANNELS,
    DESTINATION_COLUMNS,
    DESTINATIONS_FILE,
    MODES,
    PLATFORM_NAMES,
)
from orchestration.specs.schema_columns import CODE_RULES, Column, SeedSchemas, field_pattern, words_pattern
from orchestration.specs.trigger_rows import CAUSES, EVENTS, TRIGGER_COLUMNS, TRIGGERS_FILE

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
    TRIGGERS_FILE: (
        "What is started by customers who enter or leave a segment: one row is one trigger.",
        TRIGGER_COLUMNS,
        {
            "trigger": Column("Short name.", required=True, rules=(*CODE_RULES, ("unique", True))),
            "segment_code": Column("The segment.", required=True, rules=CODE_RULES),
            "event": Column("What somebody does.", required=True, rules=(("enum", list(EVENTS)),)),
            "causes": Column(
                "Causes that count, separated by |; empty: data|time.",
                rules=(("pattern", f"({words_pattern(CAUSES)})(\\|({words_pattern(CAUSES)}))*"),),
            ),
            "reentry": Column(
                "When the same customer starts it again: always, once (never), or after days such as 30d.",
                required=True,
                rules=(("pattern", "always|once|[1-9][0-9]{0,3}d"),),
            ),
            "consent_channel": Column(
                "Whose consent is asked for, and whose address is told; empty: no address is told.",
                rules=(("enum", list(CONSENT_CHANNELS)),),
            ),
            "target": Column(
                "webhook, or a job of Dagster behind job:.",
                required=True,
                rules=(("pattern", "webhook|job:[A-Za-z_][A-Za-z0-9_]*"),),
            ),
            "is_active": Column("false: nothing is started.", "boolean", required=True),
        },
        {"primaryKey": ["trigger"]},
    ),
}
