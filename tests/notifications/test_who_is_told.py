"""Who is told of which ending, on a small shop; and that no error's values get out, whatever error it is."""

import inspect
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
import pytest
from dbt.cli.main import dbtRunnerResult

from orchestration.faults import Fault, FaultsError, UserError
from orchestration.notifications.failing import MOST_PLACES, describe_failure
from orchestration.refresh import errors
from orchestration.refresh.errors import BuildFailedError, NodeFailure, RefreshError, StepFailedError
from orchestration.refresh.progress import Event
from orchestration.refresh.steps import run_refresh
from tests.notifications.conftest import LIST, settings_of
from tests.notifications.hook_server import HookServer
from tests.notifications.mail_server import MailServer
from tests.refresh.conftest import copy_of, fresh_shop, refreshed_once, shop
from tests.refresh.small_shop import SmallShop

__all__ = ["copy_of", "fresh_shop", "refreshed_once", "shop"]

Told = tuple[MailServer, HookServer]

PRIVATE = "wilhelmina@private.example"


@pytest.fixture
def told(mail: MailServer, hook: HookServer, monkeypatch: pytest.MonkeyPatch) -> Told:
    """The servers that everything is sent to."""
    for name, text in settings_of(mail, hook).items():
        monkeypatch.setenv(name, text)
    return mail, hook


@pytest.mark.long
@pytest.mark.parametrize(
    ("told_of", "after"),
    [("success", (1, 0)), ("failure", (0, 1)), ("warning", (0, 0)), ("success, failure", (1, 1)), ("", (1, 1))],
)
def test_what_is_told_of_is_chosen(
    shop: SmallShop, told: Told, monkeypatch: pytest.MonkeyPatch, told_of: str, after: tuple[int, int]
) -> None:
    after_success, after_failure = after
    monkeypatch.setenv("SEGMENTS_NOTIFY_ON", told_of)
    shop.write({1: "Perm", 2: "Perm"})
    shop.refresh("12:00")
    mail, hook = told
    assert (len(mail.received), len(hook.posts)) == (after_success, after_success)
    shop.write({1: "BROKEN", 2: "Perm"})
    with pytest.raises(BuildFailedError):
        shop.refresh("16:00")
    assert (len(mail.received), len(hook.posts)) == (after_success + after_failure, after_success + after_failure)


def test_a_first_refresh_that_fails_says_that_nothing_was_published(fresh_shop: SmallShop, told: Told) -> None:
    fresh_shop.write({1: "BROKEN"})
    with pytest.raises(BuildFailedError):
        fresh_shop.refresh("08:00")
    mail, hook = told
    data = hook.posts[0].document["data"]
    assert data["published_as_of"] is None
    assert {one["code"] for one in data["segments"]} >= {"moscow", "perm"}
    assert {one["members"] for one in data["segments"]} == {0}
    assert "and nothing was before" in mail.letter_to(LIST[0]).text


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, dg.DagsterExecutionInterruptedError])
def test_an_interrupted_refresh_is_not_told_of(
    shop: SmallShop, told: Told, monkeypatch: pytest.MonkeyPatch, interrupt: type[BaseException]
) -> None:
    def interrupted(*_arguments: object) -> dbtRunnerResult:
        return dbtRunnerResult(success=False, exception=interrupt())

    # dbt catches what interrupts it, and hands it over as its result.
    monkeypatch.setattr("orchestration.refresh.dbt_run.invoke_dbt", interrupted)
    with pytest.raises(interrupt):
        shop.refresh("12:00")
    assert (told[0].received, told[1].posts) == ([], [])


def test_a_fault_of_the_program_is_told_of_by_its_place(shop: SmallShop, told: Told) -> None:
    def stumble(event: Event) -> None:
        if event.step == "ingest":
            raise KeyError(PRIVATE)

    with pytest.raises(KeyError):
        run_refresh(shop.start("12:00"), stumble, door="a test")
    body = told[1].posts[0].body.decode()
    failure = told[1].posts[0].document["data"]["failure"]
    assert failure["reason"] == "a fault of the program, KeyError"
    assert failure["places"][0].startswith("orchestration/refresh/ingest.py:")
    assert PRIVATE not in body


def test_a_notification_that_stumbles_does_not_change_how_the_refresh_ended(
    shop: SmallShop, told: Told, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_arguments: object) -> None:
        raise KeyError(PRIVATE)

    monkeypatch.setattr("orchestration.notifications.reading.read_success", stumble)
    events = shop.refresh("12:00")
    assert Event("notify", "warning", "nobody could be notified: KeyError") in events
    assert shop.published("select max(refresh_id) from segment_refreshes") == [("20260105T120000Z",)]


def hostile_errors() -> list[UserError]:
    """Make one of every error a refresh can raise, with a customer's address wherever a text fits."""
    sample: dict[str, Any] = {
        "datetime": datetime(2026, 1, 1, tzinfo=UTC),
        "Path": Path(PRIVATE),
        "int": 7,
        "Sequence[str]": [PRIVATE],
        "Sequence[NodeFailure]": [NodeFailure("customers", f"Conversion Error: {PRIVATE}")],
    }
    classes = [
        one
        for one in vars(errors).values()
        if inspect.isclass(one) and issubclass(one, RefreshError) and one is not RefreshError
    ]
    made: list[UserError] = []
    for one in classes:
        parameters = list(inspect.signature(one.__init__).parameters.values())[1:]
        kinds = [str(each.annotation).removesuffix(" | None") for each in parameters]
        values = [sample.get(kind, PRIVATE) for kind in kinds]
        # The name of a step is the program's own.
        made.append(
            one(*("build" if each.name == "step" else value for each, value in zip(parameters, values, strict=True)))
        )
    return made


@pytest.mark.parametrize("error", hostile_errors(), ids=lambda error: type(error).__name__)
def test_no_error_gives_its_values_away(error: UserError) -> None:
    assert PRIVATE not in str(describe_failure(error))


def step_stopped_by(cause: Exception) -> StepFailedError:
    error = StepFailedError("publish", f"{cause}")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "places"),
    [
        (step_stopped_by(OSError(28, PRIVATE)), ("No space left on device",)),
        (step_stopped_by(OSError(PRIVATE)), ("OSError",)),
        (step_stopped_by(duckdb.ConversionException(PRIVATE)), ("DuckDB ConversionException",)),
        (BuildFailedError([NodeFailure("a", f"{PRIVATE} Error: no")]), ("a",)),
        (BuildFailedError([NodeFailure("a", f"Conversion Error: {PRIVATE}")]), ("a: Conversion Error",)),
        (BuildFailedError([NodeFailure("test a", "3 rows found, 0 expected")]), ("test a: 3 rows found, 0 expected",)),
        (BuildFailedError([NodeFailure("test a", f"3 rows found, 0 expected\n{PRIVATE}")]), ("test a",)),
        (
            FaultsError(
                [
                    Fault("seeds/segments.csv", 3, "owner", PRIVATE, f"{PRIVATE} is wrong", (PRIVATE,)),
                    Fault("shop_data/orders.csv", None, None, None, f"{PRIVATE}"),
                    Fault("seeds/segments.csv", 4, None, PRIVATE, PRIVATE, severity="warning"),
                ]
            ),
            ("segments.csv:3", "orders.csv"),
        ),
    ],
)
def test_a_failure_is_told_by_names_and_places(error: UserError, places: tuple[str, ...]) -> None:
    failure = describe_failure(error)
    assert failure.places == places
    assert PRIVATE not in str(failure)


def test_what_is_left_out_of_a_long_list_is_counted() -> None:
    failure = describe_failure(BuildFailedError([NodeFailure(f"model_{n}", "x") for n in range(25)], skipped=4))
    assert (len(failure.places), failure.more) == (MOST_PLACES, 9)
