"""At half past eleven at night the shop's day is still the shop's, in every zone and when clocks change.

One project is built; the macros are then rendered for each zone, which a refresh per zone would do in minutes.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import duckdb
import pytest

from orchestration.project import Project, find_project
from orchestration.rendering import render
from tests.harness import Shop, condition, segment

pytestmark = pytest.mark.long

# Etc names count westward: Etc/GMT+12 is twelve hours behind UTC.
ZONES = [f"Etc/GMT{hours:+}" for hours in range(-14, 13)]
WITH_SUMMER_TIME = ["Europe/Berlin", "America/New_York"]
# Nights on which clocks change in America and in Europe, the year's end, the end of a February with 29 days.
NIGHTS = ["2024-03-10", "2024-03-31", "2024-10-27", "2024-11-03", "2023-12-30", "2024-02-27"]

SOON = "{'field': 'birth_date', 'type': 'date', 'column': 'birth_date', 'operator': 'anniversary_between'"
BIRTHDAY_SOON = f"{{{{ customer_segments.predicate({SOON}, 'low': 'today', 'high': '+3d'}}) }}}}"
SHOP_DAY = "{{ customer_segments.shop_date('instant') }}"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    shop = Shop.open(tmp_path_factory.mktemp("zones") / "shop").without_data_tests()
    shop.write_tables({})
    shop.write_seeds([segment("anyone")], [{**condition("age", "is_set"), "segment_code": "anyone"}])
    shop.refresh("2024-01-01T00:00:00")
    return find_project(shop.root)


@pytest.mark.parametrize("zone", ZONES + WITH_SUMMER_TIME)
@pytest.mark.parametrize("night", NIGHTS)
def test_birthday_in_three_days_at_half_past_eleven(project: Project, zone: str, night: str) -> None:
    today = date.fromisoformat(night)
    instant = datetime.combine(today, datetime.min.time(), ZoneInfo(zone)).replace(hour=23, minute=30).astimezone(UTC)
    there = replace(project, variables={**project.variables, "shop_timezone": zone})
    as_of = {"SEGMENTS_AS_OF": f"{instant:%Y-%m-%dT%H:%M:%S}"}
    births = {shift: (today + timedelta(days=shift)).replace(year=1996) for shift in range(-2, 6)}

    with duckdb.connect() as connection:
        connection.execute("create table born (shift integer, birth_date date)")
        connection.executemany("insert into born values (?, ?)", list(births.items()))
        soon = render(there, BIRTHDAY_SOON, as_of)
        found = connection.execute(f"select shift from born where {soon} order by shift").fetchall()
        day = connection.execute(
            f"select {render(there, SHOP_DAY, as_of)} from (select ?::timestamp as instant)",
            [instant.replace(tzinfo=None)],
        ).fetchone()

    assert [shift for (shift,) in found] == [0, 1, 2, 3]
    assert day == (today,)
