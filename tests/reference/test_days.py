"""Days relative to today, and anniversaries, in every zone there is."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.reference import Settings
from tests.reference.days import age, has_anniversary, resolved

# Etc names count westward: Etc/GMT+12 is twelve hours behind UTC.
ZONES = [f"Etc/GMT{hours:+}" for hours in range(-14, 13)]


@pytest.mark.parametrize(
    ("written", "today", "expected"),
    [
        ("-7d", "2021-05-15", "2021-05-08"),
        ("today", "2021-05-15", "2021-05-15"),
        ("yesterday", "2021-03-01", "2021-02-28"),
        ("+3d", "2021-12-30", "2022-01-02"),
        ("-2w", "2021-05-15", "2021-05-01"),
        ("-1m", "2021-03-31", "2021-02-28"),
        ("-1m", "2024-03-31", "2024-02-29"),
        ("-3m", "2021-01-31", "2020-10-31"),
        ("+1m", "2024-01-31", "2024-02-29"),
        ("-1y", "2024-02-29", "2023-02-28"),
        ("+12m", "2023-12-15", "2024-12-15"),
        ("2020-02-29", "2021-05-15", "2020-02-29"),
    ],
)
def test_resolved(written: str, today: str, expected: str) -> None:
    assert resolved(written, date.fromisoformat(today)) == date.fromisoformat(expected)


@pytest.mark.parametrize("zone", [*ZONES, "Europe/Berlin", "America/New_York", "Pacific/Apia"])
@pytest.mark.parametrize("today", ["2024-03-10", "2024-03-31", "2024-10-27", "2024-11-03", "2023-12-30", "2024-02-27"])
def test_birthday_within_three_days_at_half_past_eleven(zone: str, today: str) -> None:
    day = date.fromisoformat(today)
    half_past_eleven = datetime(day.year, day.month, day.day, 23, 30, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    settings = Settings(half_past_eleven, zone)
    found = [
        shift
        for shift in range(-2, 6)
        if has_anniversary((day + timedelta(days=shift)).replace(year=1996), "today", "+3d", settings.today)
    ]
    assert found == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("born", "today", "expected"),
    [
        ("2000-02-29", "2023-02-27", 22),
        ("2000-02-29", "2023-02-28", 23),
        ("2000-02-29", "2024-02-28", 23),
        ("2000-02-29", "2024-02-29", 24),
        ("2000-12-31", "2024-12-30", 23),
        ("2024-05-16", "2024-05-15", None),
    ],
)
def test_age(born: str, today: str, expected: int | None) -> None:
    assert age(date.fromisoformat(born), date.fromisoformat(today)) == expected
