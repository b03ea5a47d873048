"""`segments refresh` and `segments ingest`: what they say, on a house of a few models."""

import json
from collections.abc import Callable

import pytest

from orchestration.refresh.lock import refresh_lock
from tests.cli.conftest import Answer
from tests.refresh.small_shop import SmallShop

RunOn = Callable[..., Answer]


def test_refresh_shows_what_it_published(shop: SmallShop, run_on: RunOn) -> None:
    shop.write({1: "Perm", 2: "Perm", 3: "Moscow"}, {7: 99})
    answer = run_on(shop, "refresh", "--as-of", "2026-01-05T15:00:00+03:00")
    assert answer.code == 0
    lines = [line.split() for line in answer.out.splitlines()]
    assert lines[0] == ["segment", "code", "members", "share", "entered", "exited"]
    assert lines[2:4] == [
        ["Москва", "moscow", "1", "50.0%", "0", "1"],
        ["Пермь", "perm", "2", "50.0%", "1", "0"],
    ]
    assert lines[5] == ["table", "rejected", "rows", "reason"]
    assert lines[7] == ["orders", "1", "row", "rejected:", "unknown", "customer"]
    said = answer.err.splitlines()
    steps = [line.partition(":")[0] for line in said[:-1]]
    assert steps == [step for step in ("ingest", "begin", "build", "publish") for _ in ("began", "ended")]
    assert said[-1].startswith(f"published {shop.project.published_file} as of 2026-01-05 12:00:00Z in ")


def test_refresh_answers_machines(shop: SmallShop, run_on: RunOn) -> None:
    answer = run_on(shop, "refresh", "--as-of", "2026-01-05T12:00:00", "--format", "json")
    said = json.loads(answer.out)
    assert said["refresh"]["refresh_id"] == "20260105T120000Z"
    assert [segment["members"] for segment in said["segments"]] == [2, 1]
    assert said["rejected"] == [{"table": "orders", "reason": "row rejected: unknown customer", "rows": 1}]


def test_a_failed_build_says_what_failed(shop: SmallShop, run_on: RunOn) -> None:
    shop.write({1: "BROKEN"})
    answer = run_on(shop, "refresh", "--as-of", "2026-01-05T12:00:00")
    assert (answer.code, answer.out) == (3, "")
    assert "the build failed, nothing was published\n  test no_broken_city: 1 row found, 0 expected\n" in answer.err
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    ("as_of", "message"),
    [
        ("yesterday", '"yesterday" is not an instant'),
        (
            "2026-01-05T07:00:00",
            "as_of 2026-01-05T07:00:00Z is before the last successful refresh, 2026-01-05T08:00:00Z",
        ),
    ],
)
def test_a_wrong_instant_is_wrong_use(shop: SmallShop, run_on: RunOn, as_of: str, message: str) -> None:
    answer = run_on(shop, "refresh", "--as-of", as_of)
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err


def test_files_with_faults_are_bad_input(shop: SmallShop, run_on: RunOn) -> None:
    (shop.project.shop_data / "orders.csv").unlink()
    for command in ("refresh", "ingest"):
        answer = run_on(shop, command)
        assert (answer.code, answer.out) == (2, "")
        assert answer.err.endswith(
            f"{shop.project.shop_data}/orders: is missing; the shop has to bring orders.parquet or orders.csv\n"
        )


def test_a_second_refresh_is_told_of_the_first(shop: SmallShop, run_on: RunOn) -> None:
    with refresh_lock(shop.start("12:00"), "a test"):
        answer = run_on(shop, "refresh")
    assert answer.code == 3
    assert answer.err.startswith("another refresh is running (started from a test, process ")


def test_ingest_says_which_file_serves_which_table(shop: SmallShop, run_on: RunOn) -> None:
    answer = run_on(shop, "ingest")
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[2].split() == ["customers", str(shop.project.shop_data / "customers.csv")]
    assert lines[4].split() == ["refunds", "missing,", "behaves", "as", "empty"]


def test_an_interrupt_says_that_nothing_was_published(
    shop: SmallShop, run_on: RunOn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("orchestration.commands.refresh.run_refresh", interrupt)
    answer = run_on(shop, "refresh")
    assert answer.code == 130
    assert answer.err.startswith("stopped; nothing was published")
