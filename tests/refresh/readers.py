"""Read the published file over and over, as a BI tool in a process of its own does, until told to stop.

Usage: python -m tests.refresh.readers FILE STOP_FILE [--hold]
Prints the number of reads; ends with 1 at the first read that fails or mixes two publications.
"""

import sys
import time
from pathlib import Path

import duckdb

# Every published table says which refresh it is of; all have to say the same.
CONSISTENT = """
    select count(distinct refresh_id) from (
        select max(refresh_id) as refresh_id from segment_refreshes
        union all select max(refresh_id) from segment_sizes
        union all select strftime(max(formed_at), '%Y%m%dT%H%M%SZ') from segment_formations
    )
"""


def main(file: str, stop: Path, *, hold: bool) -> int:
    """Read until the stop file is there."""
    held = duckdb.connect(file, read_only=True) if hold else None
    reads = 0
    print("ready", flush=True)  # noqa: T201
    while not stop.exists():
        connection = held or duckdb.connect(file, read_only=True)
        if connection.execute(CONSISTENT).fetchall() != [(1,)]:
            return 1
        if held is None:
            connection.close()
        reads += 1
        time.sleep(0.002)
    last = (held or duckdb.connect(file, read_only=True)).execute("select max(refresh_id) from segment_refreshes")
    print(reads, last.fetchall()[0][0], flush=True)  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), hold="--hold" in sys.argv))
