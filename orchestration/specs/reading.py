"""Read both seeds, check them, and say everything that is wrong at once."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from orchestration.faults import Fault, FaultsError
from orchestration.project import Project
from orchestration.specs.fields import CATALOGUE
from orchestration.specs.filter_rows import FILTER_COLUMNS, FILTERS_FILE, check_filter_rows
from orchestration.specs.models import Specs
from orchestration.specs.references import check_codes, check_inactive, check_segment_conditions
from orchestration.specs.rows import Place
from orchestration.specs.seed_files import read_seed
from orchestration.specs.segment_rows import SEGMENT_COLUMNS, SEGMENTS_FILE, check_segment_rows


def read_specs(project: Project) -> Specs:
    """Read the seeds of a project; raises FaultsError with every error when there is one."""
    return specs_from(*seed_bytes(project))


def check(project: Project, computed: Collection[str] | None = None) -> list[Fault]:
    """Find every error and warning in the seeds of a project, in reading order.

    Args:
        project: whose seeds to check.
        computed: codes of the segments that have been computed at least once, where the history is at hand.
    """
    return read_and_check(*seed_bytes(project), computed=computed)[1]


def specs_from(segments: bytes | None, filters: bytes | None) -> Specs:
    """Read seeds that are not files of a project, such as those of another commit."""
    specs, faults = read_and_check(segments, filters)
    errors = [fault for fault in faults if fault.severity == "error"]
    if errors:
        raise FaultsError(errors)
    return specs


def seed_bytes(project: Project) -> tuple[bytes | None, bytes | None]:
    """Give what stands in the two files, None for a file that is missing."""
    return _bytes(project.root / SEGMENTS_FILE), _bytes(project.root / FILTERS_FILE)


def read_and_check(
    segments: bytes | None, filters: bytes | None, computed: Collection[str] | None = None
) -> tuple[Specs, list[Fault]]:
    """Read seeds from their bytes; the specs are whole only when no fault is an error."""
    segment_file = read_seed(SEGMENTS_FILE, segments, SEGMENT_COLUMNS)
    filter_file = read_seed(FILTERS_FILE, filters, FILTER_COLUMNS)
    faults = [*segment_file.faults, *filter_file.faults]

    rows, found = check_segment_rows(segment_file.rows)
    faults.extend(found)
    conditions, found = check_filter_rows(filter_file.rows, CATALOGUE)
    faults.extend(found)

    inactive = frozenset(segment.code for segment in rows if not segment.is_active)
    faults.extend(check_codes(segment_file, filter_file))
    faults.extend(check_segment_conditions(conditions, segment_file, inactive))
    faults.extend(check_inactive(rows, None if computed is None else frozenset(computed)))
    if segment_file.is_complete and not segment_file.rows:
        message = "there are no segments yet; add a row, or run `segments new CODE`"
        faults.append(Place(SEGMENTS_FILE, 1).fault(None, None, message, severity="warning"))

    whole = (row.model_copy(update={"conditions": tuple(conditions.get(row.code, ()))}) for row in rows)
    return Specs(segments=tuple(whole)), sorted(faults, key=lambda fault: fault.order)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
