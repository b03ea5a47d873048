"""The seeds a shop may go without: a missing one counts as empty, and `segments generate` writes its first line."""

from __future__ import annotations

from collections.abc import Mapping

from orchestration.specs.contract_rows import CONTRACT_COLUMNS, CONTRACTS_FILE
from orchestration.specs.destination_field_rows import DESTINATION_FIELD_COLUMNS, DESTINATION_FIELDS_FILE
from orchestration.specs.destination_rows import DESTINATION_COLUMNS, DESTINATIONS_FILE
from orchestration.specs.priority_rows import PRIORITIES_FILE, PRIORITY_COLUMNS
from orchestration.specs.retired_rows import RETIRED_COLUMNS, RETIRED_FILE
from orchestration.specs.score_rows import SCORE_COLUMNS, SCORES_FILE
from orchestration.specs.trigger_rows import TRIGGER_COLUMNS, TRIGGERS_FILE

OPTIONAL_SEEDS: Mapping[str, tuple[str, ...]] = {
    SCORES_FILE: SCORE_COLUMNS,
    RETIRED_FILE: RETIRED_COLUMNS,
    PRIORITIES_FILE: PRIORITY_COLUMNS,
    CONTRACTS_FILE: CONTRACT_COLUMNS,
    DESTINATIONS_FILE: DESTINATION_COLUMNS,
    DESTINATION_FIELDS_FILE: DESTINATION_FIELD_COLUMNS,
    TRIGGERS_FILE: TRIGGER_COLUMNS,
}
