"""Days, windows, anniversaries and ranks, at five instants: each 23:30 in New York, when it is tomorrow in UTC."""

from tests.harness import condition
from tests.segment_language.cases.calendar_shop import (
    BIRTHDAYS,
    INSTANTS,
    ON_28_FEB_2023,
    ON_29_FEB_2024,
    ON_30_DEC_2023,
    ON_31_MAR_2023,
    ON_31_MAR_2024,
    TABLES,
    TIMEZONE,
)
from tests.segment_language.cases.chapter import Case, Chapter

__all__ = ["CALENDAR", "INSTANTS", "TIMEZONE"]

_EVERY_BIRTHDAY = " ".join(f"born_{day}" for day in (*BIRTHDAYS, "12-30", "12-31"))
_BUYERS_OF_MARCH = "bought_1_mar_2023 bought_30_mar_2023 bought_31_mar_2023 bought_now_31_mar_2023"
_NOT_YET = {ON_28_FEB_2023: ""}


def _anniversary(value: str) -> list[dict[str, str]]:
    return [condition("birth_date", "anniversary_between", value)]


def _registered(operator: str, value: str) -> list[dict[str, str]]:
    return [condition("registered_date", "is_set"), condition("registered_date", operator, value)]


CALENDAR = Chapter(
    "calendar",
    TABLES,
    [
        Case(
            "december_to_january",
            _anniversary("12-02..01-03"),
            "born_12-02 born_12-30 born_12-31 born_01-02 born_01-03",
        ),
        Case(
            "birthday_within_three_days",
            _anniversary("today..+3d"),
            later={
                ON_28_FEB_2023: "born_02-28 born_02-29 born_03-01",
                ON_31_MAR_2023: "born_03-31 born_04-03",
                ON_30_DEC_2023: "born_12-30 born_12-31 born_01-02",
                ON_29_FEB_2024: "born_02-29 born_03-01",
                ON_31_MAR_2024: "born_03-31 born_04-03",
            },
        ),
        Case(
            "birthday_today",
            _anniversary("today..today"),
            later={
                ON_28_FEB_2023: "born_02-28 born_02-29",
                ON_31_MAR_2023: "born_03-31",
                ON_30_DEC_2023: "born_12-30",
                ON_29_FEB_2024: "born_02-29",
                ON_31_MAR_2024: "born_03-31",
            },
        ),
        Case(
            "kept_on_28_february",
            _anniversary("02-28..02-28"),
            "born_02-28 born_02-29",
            later={ON_29_FEB_2024: "born_02-28", ON_31_MAR_2024: "born_02-28"},
        ),
        Case(
            "kept_on_29_february",
            _anniversary("02-29..02-29"),
            "",
            later={ON_29_FEB_2024: "born_02-29", ON_31_MAR_2024: "born_02-29"},
        ),
        Case("anniversary_open_low", _anniversary("..01-03"), "born_01-02 born_01-03"),
        Case("anniversary_open_high", _anniversary("12-30.."), "born_12-30 born_12-31"),
        Case("anniversary_a_whole_year", _anniversary("-1d..+364d"), _EVERY_BIRTHDAY),
        Case(
            "anniversary_a_year_less_a_day",
            _anniversary("today..+364d"),
            _EVERY_BIRTHDAY,
            later={
                # 31 March 2023 to 29 March 2024, and 29 February 2024 to 27 February 2025.
                ON_31_MAR_2023: _EVERY_BIRTHDAY.replace("born_03-30 ", ""),
                ON_29_FEB_2024: _EVERY_BIRTHDAY.replace("born_02-28 ", ""),
            },
        ),
        Case(
            "turned_23",
            [condition("age", "equals", "23")],
            later={
                ON_28_FEB_2023: "born_01-02 born_01-03 born_01-04 born_02-28 born_02-29",
                ON_31_MAR_2023: (
                    "born_01-02 born_01-03 born_01-04 born_02-28 born_02-29 born_03-01 born_03-30 born_03-31"
                ),
                ON_30_DEC_2023: _EVERY_BIRTHDAY.replace(" born_12-31", ""),
                ON_29_FEB_2024: (
                    "born_03-01 born_03-30 born_03-31 born_04-03 born_04-04 born_12-01 born_12-02 born_12-30 born_12-31"
                ),
                ON_31_MAR_2024: "born_04-03 born_04-04 born_12-01 born_12-02 born_12-30 born_12-31",
            },
        ),
        Case(
            "a_month_ago",
            _registered("on", "-1m"),
            later={ON_31_MAR_2023: "in_28_feb_2023", ON_31_MAR_2024: "in_29_feb_2024"},
        ),
        Case("a_year_ago", _registered("on", "-1y"), later={ON_29_FEB_2024: "in_28_feb_2023"}),
        Case(
            "yesterday_is_not_today",
            _registered("on", "yesterday"),
            later={
                ON_28_FEB_2023: "in_27_feb_2023",
                ON_30_DEC_2023: "in_29_dec_2023",
                ON_29_FEB_2024: "in_28_feb_2024",
            },
        ),
        Case(
            "today_alone",
            _registered("on", "today"),
            later={
                ON_28_FEB_2023: "in_28_feb_2023",
                ON_30_DEC_2023: "in_30_dec_2023",
                ON_29_FEB_2024: "in_29_feb_2024",
            },
        ),
        Case(
            "since_a_week_ago",
            _registered("on_or_after", "-7d"),
            later={
                ON_28_FEB_2023: "in_27_feb_2023 in_28_feb_2023",
                ON_30_DEC_2023: "in_23_dec_2023 in_24_dec_2023 in_29_dec_2023 in_30_dec_2023",
                ON_29_FEB_2024: "in_28_feb_2024 in_29_feb_2024",
            },
        ),
        Case(
            "after_a_week_ago",
            _registered("after", "-1w"),
            later={
                ON_28_FEB_2023: "in_27_feb_2023 in_28_feb_2023",
                ON_30_DEC_2023: "in_24_dec_2023 in_29_dec_2023 in_30_dec_2023",
                ON_29_FEB_2024: "in_28_feb_2024 in_29_feb_2024",
            },
        ),
        Case(
            "window_starts_at_shop_midnight",
            [condition("orders_count", "at_least", "1", scope="within=30d")],
            later={
                ON_31_MAR_2023: _BUYERS_OF_MARCH,
                ON_30_DEC_2023: "bought_30_nov_2023",
            },
        ),
        Case(
            "window_of_today",
            [condition("orders_sum", "equals", "10", scope="within=0d")],
            later={ON_31_MAR_2023: "bought_31_mar_2023 bought_now_31_mar_2023"},
        ),
        Case(
            "from_and_to_are_inclusive",
            [condition("paid_orders_count", "equals", "1", scope="from=2023-03-01;to=2023-03-30")],
            "bought_1_mar_2023 bought_30_mar_2023",
            later=_NOT_YET,
        ),
        Case(
            "to_may_be_relative",
            [condition("paid_orders_count", "equals", "1", scope="from=-1m;to=yesterday")],
            later={
                ON_31_MAR_2023: "bought_28_feb_2023 bought_1_mar_2023 bought_30_mar_2023",
                ON_30_DEC_2023: "bought_30_nov_2023",
            },
        ),
        Case(
            "days_since_last_order",
            [condition("days_since_last_order", "between", "1..30")],
            later={ON_31_MAR_2023: "bought_1_mar_2023 bought_30_mar_2023", ON_30_DEC_2023: "bought_30_nov_2023"},
        ),
        # Days since the last payment at the end of March 2023: 30, 30, 0, 0, 0; the 60 % quantile is 12, the next 30.
        Case(
            "recency_five",
            [condition("recency_score", "equals", "5")],
            "bought_29_nov_2023 bought_30_nov_2023",
            later={**_NOT_YET, ON_31_MAR_2023: "bought_30_mar_2023 bought_31_mar_2023 bought_now_31_mar_2023"},
        ),
        # At the end of 2023: 30, 30, 274, 275, 275, 304, 304; the quantiles are 78.8, 274.4, 275 and 298.2.
        Case(
            "recency_three",
            [condition("recency_score", "equals", "3")],
            "bought_30_mar_2023 bought_31_mar_2023",
            later={**_NOT_YET, ON_31_MAR_2023: "", ON_31_MAR_2024: ""},
        ),
        Case(
            "recency_two",
            [condition("recency_score", "equals", "2")],
            later={ON_31_MAR_2023: "bought_28_feb_2023 bought_1_mar_2023"},
        ),
        # All ordered once, so the ids decide the rank.
        Case(
            "frequency_five",
            [condition("frequency_score", "equals", "5")],
            "bought_31_mar_2023 bought_now_31_mar_2023",
            later={**_NOT_YET, ON_31_MAR_2023: "bought_now_31_mar_2023"},
        ),
        Case(
            "champions",
            [condition("rfm_group", "equals", "champion")],
            "bought_30_nov_2023",
            later={**_NOT_YET, ON_31_MAR_2023: "bought_31_mar_2023 bought_now_31_mar_2023"},
        ),
        Case(
            "loyal",
            [condition("rfm_group", "equals", "Loyal")],
            "bought_31_mar_2023 bought_now_31_mar_2023",
            later={**_NOT_YET, ON_31_MAR_2023: ""},
        ),
        Case(
            "formed_once",
            _anniversary("today..today"),
            "born_02-28 born_02-29",
            segment={"kind": "static"},
        ),
        Case("never_computed", _anniversary("01-01..12-31"), segment={"is_active": "false"}),
    ],
)
