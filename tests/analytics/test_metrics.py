"""Metrics asked of MetricFlow are what SQL over the published file gives."""

import json
import os
import subprocess
import sys

import pytest

from tests.analytics.small_shop import SECOND_ID, Refreshed
from tests.harness.shop import HOUSE, NOT_PASSED_ON

Rows = list[tuple[object, ...]]

MONTHS = "strftime(month, '%Y-%m')"

# By name: metrics, what they are grouped by, a condition, and the same as SQL. Text keys come first, then figures.
QUESTIONS: dict[str, tuple[list[str], list[str], list[str], str]] = {
    "members now": (
        ["members"],
        ["segment"],
        [],
        f"select segment_code, members from segment_sizes where refresh_id = '{SECOND_ID}' and members > 0",
    ),
    "who entered and left by day": (
        ["entered", "exited"],
        ["metric_time__day", "segment"],
        [],
        "select strftime(as_of, '%Y-%m-%d'), segment_code, entered, exited from segment_sizes",
    ),
    "sales of segments by month": (
        ["revenue", "average_check", "repeat_rate"],
        ["metric_time__month", "customer__segment"],
        ["{{ Entity('segment', entity_path=['customer']) }} in ('buyers', 'spenders', 'locals')"],
        f"select {MONTHS}, segment_code, revenue, average_check, repeat_rate from segment_sales",
    ),
    "revenue by city and channel": (
        ["revenue"],
        ["customer__city", "sale__channel"],
        [],
        "select channel, city, sum(revenue) from customer_sales left join customer_aggregates using (customer_id)"
        " group by all",
    ),
    "the whole shop by month": (
        ["revenue", "net_revenue", "orders"],
        ["metric_time__month"],
        [],
        f"select {MONTHS}, sum(revenue), sum(net_revenue), sum(orders) from shop_sales group by all",
    ),
    "customers without a segment among others": (
        ["customers", "returning_customers", "repeat_rate"],
        [],
        [],
        "select count(distinct customer_id), count(distinct customer_id) filter (month > cohort_month),"
        " count(distinct customer_id) filter (month > cohort_month) / count(distinct customer_id) from customer_sales",
    ),
}


@pytest.fixture(scope="module")
def answers(refreshed: Refreshed) -> dict[str, list[list[str | None]]]:
    root = refreshed.shop.root
    run = subprocess.run(
        [sys.executable, "-m", "tests.analytics.ask_metricflow", HOUSE / "profiles", root],
        input=json.dumps([question[:3] for question in QUESTIONS.values()]),
        env={name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON}
        | {"DBT_TARGET": "published", "SEGMENTS_HOME": str(root / "warehouse"), "PYTHONPATH": str(HOUSE)},
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return dict(zip(QUESTIONS, json.loads(run.stdout.splitlines()[-1]), strict=True))


@pytest.mark.long
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_metric_is_what_sql_gives(
    refreshed: Refreshed, answers: dict[str, list[list[str | None]]], question: str
) -> None:
    found = refreshed.shop.query(QUESTIONS[question][3])
    assert found
    assert sorted(map(_comparable, answers[question]), key=str) == sorted(map(_comparable, found), key=str)


def _comparable(row: list[str | None] | tuple[object, ...]) -> tuple[object, ...]:
    """Make figures of either side alike; days and months keep as much of an instant as they are."""
    return tuple(_figure(value) for value in row)


def _figure(value: object) -> object:
    if value is None:
        return None
    text = str(value).removesuffix(" 00:00:00").removesuffix("T00:00:00")
    try:
        return round(float(text), 4)
    except ValueError:
        return text.removesuffix("-01") if len(text) == len("2026-01-01") and text.endswith("-01") else text
