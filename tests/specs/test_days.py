"""A range of days is refused when it runs backwards on every day, and doubted when it does on some."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from orchestration.specs.days import resolve, share_reversed

YEARS = [date(2023, 1, 1) + timedelta(days=day) for day in range(3 * 365 + 1)]

relative = st.builds(
    "{}{}{}".format, st.sampled_from("+-"), st.integers(0, 130), st.sampled_from("dwm")
) | st.sampled_from(["today", "yesterday", "-1y", "+1y"])


@given(low=relative, high=relative)
def test_a_relative_range_is_judged_by_every_day_of_the_calendar(low: str, high: str) -> None:
    backwards = sum(resolve(low, today) > resolve(high, today) for today in YEARS)

    assert share_reversed(low, high) == backwards / len(YEARS)


def test_months_keep_the_day_or_take_the_last() -> None:
    assert resolve("-1m", date(2024, 3, 31)) == date(2024, 2, 29)
    assert resolve("+1y", date(2024, 2, 29)) == date(2025, 2, 28)
    assert resolve("-3m", date(2024, 1, 15)) == date(2023, 10, 15)
    assert resolve("-2w", date(2024, 1, 1)) == date(2023, 12, 18)
