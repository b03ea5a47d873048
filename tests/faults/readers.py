"""Read the published file over and over in a process of its own, as a BI tool does, until told to stop.

Usage: python -m tests.faults.readers FILE STOP_FILE
Prints what it saw as JSON; ends with 1 at the first read that fails or finds two relations that are not of one refresh.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).parents[2]

# The sizes of the last refresh against its members, its stays and its events: four relations and the log, in one query.
DISAGREEMENTS = """
with
last as (select refresh_id, as_of from segment_refreshes where status = 'succeeded' order by refresh_id desc limit 1),
members as (select segment_code, count(*) as members from segment_memberships group by all),
stays as (select segment_code, count(*) as stays from segment_membership_history where exited_at is null group by all),
events as (
    select segment_code, count(*) filter (event = 'entered') as entered, count(*) filter (event = 'exited') as exited
    from segment_membership_events inner join last on segment_membership_events.refresh_id = last.refresh_id
    group by all
)
select max(last.refresh_id), count(sizes.segment_code), count(*) filter (
    sizes.members != coalesce(members.members, 0)
    or sizes.members != coalesce(stays.stays, 0)
    or sizes.entered != coalesce(events.entered, 0)
    or sizes.exited != coalesce(events.exited, 0)
)
from last
left join segment_sizes as sizes on sizes.refresh_id = last.refresh_id
left join members on sizes.segment_code = members.segment_code
left join stays on sizes.segment_code = stays.segment_code
left join events on sizes.segment_code = events.segment_code
"""


def read_until(stop: Path, file: str) -> dict[str, object]:
    """Read until the stop file is there; give how often, and which refreshes were seen."""
    seen: set[str] = set()
    reads = 0
    print("ready", flush=True)  # noqa: T201
    while reads == 0 or not stop.exists():
        with duckdb.connect(file, read_only=True) as connection:
            last, segments, disagreements = connection.execute(DISAGREEMENTS).fetchall()[0]
        if not last or not segments or disagreements:
            raise AssertionError(f"refresh {last}: {disagreements} of {segments} segments disagree")
        seen.add(last)
        reads += 1
        time.sleep(0.02)
    return {"reads": reads, "refreshes": sorted(seen)}


@contextmanager
def reading(file: Path, stop: Path) -> Iterator[dict[str, Any]]:
    """Read as long as the block lasts; then the value holds what was seen. A read that failed is an error."""
    stop.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.faults.readers", str(file), str(stop)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    seen: dict[str, Any] = {}
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    try:
        yield seen
    finally:
        stop.touch()
        output, errors = process.communicate(timeout=60)
    assert process.returncode == 0, errors
    seen |= json.loads(output)


if __name__ == "__main__":
    print(json.dumps(read_until(Path(sys.argv[2]), sys.argv[1])), flush=True)  # noqa: T201
