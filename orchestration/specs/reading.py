"""Read the seeds, check them, and say everything that is wrong at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from orchestration.faults import Fault, FaultsError
from orchestration.project import Project
from orchestration.specs.changes import generated_codes
from orchestration.specs.contract_rows import CONTRACTS_FILE, check_contract_rows
from orchestration.specs.destination_field_rows import DESTINATION_FIELDS_FILE, check_destination_field_rows
from orchestration.specs.destination_rows import DESTINATIONS_FILE, check_destination_rows
from orchestration.specs.fields import CATALOGUE
from orchestration.specs.filter_rows import FILTER_COLUMNS, FILTERS_FILE, check_filter_rows
from orchestration.specs.models import Specs
from orchestration.specs.optional_seeds import OPTIONAL_SEEDS
from orchestration.specs.priority_rows import PRIORITIES_FILE, check_priority_rows
from orchestration.specs.references import check_codes, check_inactive, check_segment_conditions
from orchestration.specs.retired_rows import RETIRED_FILE, check_gone, check_retired_rows
from orchestration.specs.rows import Place, SeedFile
from orchestration.specs.score_rows import SCORES_FILE, check_score_rows
from orchestration.specs.seed_files import read_seed
from orchestration.specs.segment_rows import SEGMENT_COLUMNS, SEGMENTS_FILE, check_segment_rows
from orchestration.specs.trigger_rows import TRIGGERS_FILE, check_trigger_rows

COLUMNS: Mapping[str, tuple[str, ...]] = {
    SEGMENTS_FILE: SEGMENT_COLUMNS,
    FILTERS_FILE: FILTER_COLUMNS,
    **OPTIONAL_SEEDS,
}


@dataclass(frozen=True)
class Seeds:
    """Hold what there is to read.

    Args:
        files: what stands in each seed, by its path in the project; one that is missing is left out.
        generated: codes of the segments that have a generated model already, where the project is at hand.
    """

    files: Mapping[str, bytes]
    generated: frozenset[str] = frozenset()


def read_specs(project: Project) -> Specs:
    """Read the seeds of a project; raises FaultsError with every error when there is one."""
    return _whole_specs(seeds_of(project))


def check(project: Project, computed: Collection[str] | None = None) -> list[Fault]:
    """Find every error and warning in the seeds of a project, in reading order.

    Args:
        project: whose seeds to check.
        computed: codes of the segments that have been computed at least once, where the history is at hand.
    """
    return read_and_check(seeds_of(project), computed=computed)[1]


def specs_from(
    segments: bytes | None,
    filters: bytes | None,
    score_rules: bytes | None = None,
    retired_segments: bytes | None = None,
    segment_priorities: bytes | None = None,
) -> Specs:
    """Read seeds that are not files of a project, such as those of another commit; None is a file that is missing.

    Contracts are left out: they move nobody.
    """
    texts = (segments, filters, score_rules, retired_segments, segment_priorities)
    named = zip((SEGMENTS_FILE, FILTERS_FILE, SCORES_FILE, RETIRED_FILE, PRIORITIES_FILE), texts, strict=True)
    return _whole_specs(Seeds({file: text for file, text in named if text is not None}))


def seeds_of(project: Project) -> Seeds:
    """Give what stands in the seeds of a project, and which segments it has models of."""
    texts = {file: _bytes(project.root / file) for file in COLUMNS}
    return Seeds({file: text for file, text in texts.items() if text is not None}, generated_codes(project))


def read_and_check(seeds: Seeds, computed: Collection[str] | None = None) -> tuple[Specs, list[Fault]]:
    """Read seeds from their bytes; the specs are whole only when no fault is an error."""
    files = {file: _read(file, seeds) for file in COLUMNS}
    faults = [fault for file in files.values() for fault in file.faults]
    segment_file, filter_file = files[SEGMENTS_FILE], files[FILTERS_FILE]

    rows, found = check_segment_rows(segment_file.rows)
    faults.extend(found)
    conditions, found = check_filter_rows(filter_file.rows, CATALOGUE)
    faults.extend(found)
    scores, found = check_score_rows(files[SCORES_FILE].rows, CATALOGUE)
    faults.extend(found)
    retired, found = check_retired_rows(files[RETIRED_FILE], segment_file)
    faults.extend(found)
    priorities, found = check_priority_rows(files[PRIORITIES_FILE], segment_file)
    faults.extend(found)

    inactive = frozenset(segment.code for segment in rows if not segment.is_active)
    retired_codes = {segment.code: segment for segment in retired}
    contracts, found = check_contract_rows(files[CONTRACTS_FILE], segment_file, retired_codes)
    faults.extend(found)
    destinations, found = check_destination_rows(files[DESTINATIONS_FILE], segment_file, retired_codes)
    faults.extend(found)
    destination_fields, found = check_destination_field_rows(files[DESTINATION_FIELDS_FILE], files[DESTINATIONS_FILE])
    faults.extend(found)
    triggers, found = check_trigger_rows(files[TRIGGERS_FILE], segment_file, retired_codes)
    faults.extend(found)
    faults.extend(check_codes(segment_file, filter_file, retired_codes))
    faults.extend(check_segment_conditions(conditions, segment_file, inactive, retired_codes))
    faults.extend(check_inactive(rows, None if computed is None else frozenset(computed)))
    faults.extend(check_gone(seeds.generated, segment_file, files[RETIRED_FILE]))
    if segment_file.is_complete and not segment_file.rows:
        message = "there are no segments yet; add a row, or run `segments new CODE`"
        faults.append(Place(SEGMENTS_FILE, 1).fault(None, None, message, severity="warning"))

    specs = Specs(
        segments=tuple(row.model_copy(update={"conditions": tuple(conditions.get(row.code, ()))}) for row in rows),
        scores=tuple(scores),
        retired=tuple(retired),
        priorities=tuple(priorities),
        contracts=tuple(contracts),
        destinations=tuple(destinations),
        destination_fields=tuple(destination_fields),
        triggers=tuple(triggers),
    )
    return specs, sorted(faults, key=lambda fault: fault.order)


def _whole_specs(seeds: Seeds) -> Specs:
    specs, faults = read_and_check(seeds)
    errors = [fault for fault in faults if fault.severity == "error"]
    if errors:
        raise FaultsError(errors)
    return specs


def _read(file: str, seeds: Seeds) -> SeedFile:
    text = seeds.files.get(file)
    return SeedFile(file) if text is None and file in OPTIONAL_SEEDS else read_seed(file, text, COLUMNS[file])


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
