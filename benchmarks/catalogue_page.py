"""`python -m benchmarks.catalogue_page FOLDER`: how soon a list of a thousand segments is usable.

FOLDER holds the published.duckdb of any shop. A copy gets the segments and a year of sizes. The page is drawn by
Chromium, of a server on this machine.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
from playwright.sync_api import Locator, Page

from tests.catalogue.browser import Visitor, browsing, serving

SEGMENTS = 1_000
REFRESHES = 2_190
VISITS = 5
FIRST_ROWS = 30  # as many as a screen shows


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
            opened = [_seconds(page, lambda: page.goto(f"{visitor.address}/")) for _ in range(VISITS + 1)]
            by_path = [_seconds(page, lambda: page.goto(f"{visitor.address}/segments")) for _ in range(VISITS)]
            filtered, come_to = [], []
            name = page.get_by_label("Name or code")
            for _ in range(VISITS):
                filtered.append(_seconds(page, lambda: _filter(name), rows=1))
                page.get_by_role("link", name="Overlaps", exact=True).click()
                page.get_by_role("heading", name="Overlaps").wait_for()
                come_to.append(_seconds(page, page.get_by_role("link", name="Segments", exact=True).first.click))
        sys.stdout.write(f"{SEGMENTS} segments, {REFRESHES} refreshes; seconds to the first rows and to the last\n")
        sys.stdout.write(f"a browser's first visit: {_said(opened[:1])}\n")
        sys.stdout.write(f"the address opened again, the application with it: {_said(opened[1:])}\n")
        sys.stdout.write(f"the same by the page's path: {_said(by_path)}\n")
        sys.stdout.write(f"coming from another page: {_said(come_to)}\n")
        sys.stdout.write(f"a filter: {_said(filtered)}\n")


def _seconds(page: Page, do: Callable[[], object], rows: int = SEGMENTS) -> tuple[float, float]:
    """Give the seconds from doing something to the first screenful of rows, and to the last row."""
    started = time.monotonic()
    do()
    page.locator(f"tbody tr:nth-child({min(rows, FIRST_ROWS)})").wait_for(state="attached")
    first = time.monotonic() - started
    page.locator(f"tbody:not(:has(tr:nth-child({rows + 1}))) tr:nth-child({rows})").wait_for(state="attached")
    return first, time.monotonic() - started


def _filter(name: Locator) -> None:
    name.fill(f"made_{SEGMENTS - 1}")
    name.press("Enter")


def _said(seconds: list[tuple[float, float]]) -> str:
    first, last = ([one[place] for one in seconds] for place in (0, 1))
    return (
        f"{statistics.median(first):.2f} and {statistics.median(last):.2f} "
        f"(of {len(seconds)}: {min(last):.2f} to {max(last):.2f})"
    )


if __name__ == "__main__":
    main()
