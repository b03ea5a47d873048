"""`python -m benchmarks.catalogue_page FOLDER`: how soon a list of a thousand segments is usable.

FOLDER holds the published.duckdb of any shop. A copy gets the segments and a year of sizes. The time is from asking for
the page to its thousandth row, in Chromium, of a server that has shown the page before.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from tests.catalogue.browser import Visitor, browsing, serving

SEGMENTS = 1_000
REFRESHES = 2_190
VISITS = 5


def enlarge(published: Path) -> None:
    """Replace segments, refreshes and sizes of a published file by as many as are measured."""
    with duckdb.connect(str(published)) as connection:
        connection.execute(f"""
            create or replace table segments as
            select 'made_' || number as segment_code, 'Segment number ' || number as name,
                case when number % 50 = 0 then 'static' else 'dynamic' end as kind, number % 20 <> 0 as is_active,
                true as is_in_analytics, 'owner ' || number % 12 as owner, 'made to be measured' as description
            from range({SEGMENTS}) as numbers (number);
            create or replace temp table instants as
            select timestamp '2025-01-01' + to_hours(cast(4 * number as bigint)) as as_of, number
            from range({REFRESHES}) as numbers (number);
            create or replace table segment_refreshes as
            select strftime(as_of, '%Y%m%dT%H%M%SZ') as refresh_id, as_of, as_of as started_at,
                as_of + interval 1 minute as finished_at, 'succeeded' as status, 'none' as definition_commit,
                1 as rows_read, 0 as rejected, 1 as members, cast(60 as double) as seconds, false as is_full,
                '' as definition_hashes, '' as source_watermarks
            from instants;
            create or replace table segment_sizes as
            select segment_code, refresh_id, refreshes.as_of,
                cast(hash(segment_code) % 100000 + number as bigint) as members,
                cast(number % 7 as bigint) as entered, cast(number % 5 as bigint) as exited,
                cast(0.1 as double) as share
            from segment_refreshes as refreshes join instants using (as_of) cross join segments
            order by refresh_id;
        """)  # fmt: skip


def main() -> None:
    """Measure, and print seconds."""
    with tempfile.TemporaryDirectory() as folder:
        published = Path(shutil.copy(Path(sys.argv[1]) / "published.duckdb", folder))
        enlarge(published)
        os.environ["SEGMENTS_HOME"] = folder
        with serving(Path.cwd(), Path(folder) / "log") as address, browsing() as browser:
            page = browser.new_context().new_page()
            visitor = Visitor(page, address)
            seconds = []
            for _ in range(VISITS + 1):
                started = time.monotonic()
                page.goto(f"{visitor.address}/segments")
                page.locator(f"tbody tr:nth-child({SEGMENTS})").wait_for(state="attached")
                seconds.append(time.monotonic() - started)
        first, *others = seconds
        sys.stdout.write(
            f"{SEGMENTS} segments, {REFRESHES} refreshes: first visit {first:.2f} s, "
            f"then {statistics.median(others):.2f} s (of {VISITS}: {min(others):.2f} to {max(others):.2f})\n"
        )


if __name__ == "__main__":
    main()
