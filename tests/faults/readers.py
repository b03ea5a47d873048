"""Read the published file over and over in processes of their own, as BI tools do, until told to stop.

Usage: python -m tests.faults.readers FILE STOP_FILE READERS
Prints what they saw as JSON; ends with 1 at the first read that fails or finds two relations that are not of one
refresh. Most open the file for each question; every fourth holds it open, as a tool with a pool of connections does.
"""

import json
import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing.connection import Connection
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


# More than twice what a read takes of one core: all readers together leave the refresh most of two.
SECONDS_OF_A_READ = 0.2


def read_by_many(file: str, stop: Path, number: int) -> dict[str, object]:
    """Read by a number of processes until the stop file is there; put together what each of them saw."""
    fork = multiprocessing.get_context("fork")  # a hundred interpreters take longer to start than a refresh takes
    is_over = partial(_is_over, stop, os.getppid())
    readers: list[Connection] = []
    for place in range(number):
        here, there = fork.Pipe(duplex=False)
        fork.Process(target=_read_until, args=(there, file, is_over, place, number)).start()
        there.close()
        readers.append(here)
    for reader in readers:
        reader.recv()
    print("ready", flush=True)  # noqa: T201
    seen = [reader.recv() for reader in readers]
    return {
        "reads": sum(one["reads"] for one in seen),
        "refreshes": sorted(set().union(*(one["refreshes"] for one in seen))),
        "last_of_openers": sorted({one["last"] for one in seen if not one["holds"]}),
        "last_of_holders": sorted({one["last"] for one in seen if one["holds"]}),
        "longest_read_in_seconds": round(max(one["longest"] for one in seen), 3),
    }


def _read_until(answers: Connection, file: str, is_over: Callable[[], bool], place: int, number: int) -> None:
    """Read before anything happens, in turn with the others until it is over, and once more after that."""
    held = _open(file) if place % 4 == 3 else None
    refreshes, reads, longest, is_last = set[str](), 0, 0.0, False
    while not is_last:
        is_last = is_over()
        start = time.perf_counter()
        connection = held or _open(file)
        last, segments, disagreements = connection.execute(DISAGREEMENTS).fetchall()[0]
        if held is None:
            connection.close()
        longest = max(longest, time.perf_counter() - start)
        if not last or not segments or disagreements:
            raise AssertionError(f"refresh {last}: {disagreements} of {segments} segments disagree")
        refreshes.add(last)
        reads += 1
        if reads == 1:
            answers.send("ready")
        next_read = time.monotonic() + SECONDS_OF_A_READ * (place + 1 if reads == 1 else number)
        while not (is_last or is_over()) and time.monotonic() < next_read:
            time.sleep(SECONDS_OF_A_READ)
    answers.send({"reads": reads, "refreshes": refreshes, "last": last, "longest": longest, "holds": bool(held)})


def _is_over(stop: Path, asked_by: int) -> bool:
    """Tell whether the stop file is there, or whoever asked is gone without a word."""
    if stop.exists():
        return True
    try:
        os.kill(asked_by, 0)
    except ProcessLookupError:
        return True
    return False


def _open(file: str) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(file, read_only=True, config={"threads": 1})


@contextmanager
def reading(file: Path, stop: Path, readers: int = 1) -> Iterator[dict[str, Any]]:
    """Read as long as the block lasts; then the value holds what was seen. A read that failed is an error."""
    stop.unlink(missing_ok=True)
    command = [sys.executable, "-m", "tests.faults.readers", str(file), str(stop), str(readers)]
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
    print(json.dumps(read_by_many(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))), flush=True)  # noqa: T201
