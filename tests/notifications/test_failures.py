"""Refreshes that fail over hostile rows: what the warehouse says repeats them, what is told must not."""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.dagster.asset_shop import AssetShop, tables
from tests.harness import Tables
from tests.harness.leaks import LEAKS
from tests.notifications.conftest import LIST, settings_of
from tests.notifications.hook_server import HookServer, hook_server
from tests.notifications.mail_server import MailServer, mail_server

AS_OF = "2026-03-01T08:00:00"
FOUR_HOURS_LATER = "2026-03-01T12:00:00"

CUSTOMER_ID = "C-7741-private"
PERSON = {
    "first_name": "Wilhelmina",
    "last_name": "Featherstonehaugh",
    "email": "wilhelmina@private.example",
    "phone": "+15550104477",
}
WITHOUT_CONTRACT = "{{ config(contract={'enforced': false}) }}\n"
PRIVATE = (CUSTOMER_ID, *PERSON.values())
LEAKS.expect(*PRIVATE)  # stderr and dbt's log repeat what the warehouse says


@dataclass(frozen=True)
class Told:
    """Hold a refresh that has failed and what was told of it."""

    ended: subprocess.CompletedProcess[str]
    mail: MailServer
    hook: HookServer

    def said(self) -> str:
        """Give everything that was sent, decoded."""
        return "\n".join(
            [
                *(letter.everything for letter in self.mail.received),
                *(post.body.decode() + str(post.headers) for post in self.hook.posts),
            ]
        )


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> AssetShop:
    """A shop that was refreshed once."""
    shop = AssetShop.make(tmp_path_factory.mktemp("failing") / "shop")
    shop.write_tables(shop_with_a_person())
    shop.refresh(AS_OF)
    return shop


def shop_with_a_person() -> Tables:
    made = tables()
    made.customer(CUSTOMER_ID, city="Moscow", **PERSON)
    return made


def a_model_that_cannot_convert(shop: AssetShop) -> None:
    (shop.root / "models" / "addresses_as_numbers.sql").write_text(
        WITHOUT_CONTRACT
        + "select cast(concat_ws(' ', customer_id, first_name, last_name, phone, email) as integer) as number "
        "from {{ ref('stg_customers') }} where email is not null\n",
        encoding="utf-8",
    )


def a_model_that_speaks_for_itself(shop: AssetShop) -> None:
    words = " ".join(PRIVATE)
    (shop.root / "models" / "addresses_as_numbers.sql").write_text(
        f"{WITHOUT_CONTRACT}select error('{words}') as number from {{{{ ref('stg_customers') }}}}\n", encoding="utf-8"
    )


def a_file_with_a_broken_line(shop: AssetShop) -> None:
    (shop.root / "models" / "addresses_as_numbers.sql").unlink(missing_ok=True)
    path = shop.root / "shop_data" / "customers.csv"
    broken = ",".join(PRIVATE) + ',"never closed\n'
    path.write_text(path.read_text(encoding="utf-8") + broken, encoding="utf-8")


def a_row_that_cannot_be_used(shop: AssetShop) -> None:
    made = shop_with_a_person()
    made.order(PERSON["email"], PERSON["phone"], "2026-02-20 12:00:00")
    shop.write_tables(made)


@dataclass(frozen=True)
class Case:
    """Say how a refresh is broken, and what is told of it.

    Attributes:
        is_said: whether the command repeats a value, which is what makes the case hostile.
    """

    breaks: Callable[[AssetShop], None]
    step: str
    reason: str
    place: str
    is_said: bool


# In this order, because the shop is put right by the next one.
CASES = (
    Case(a_model_that_cannot_convert, "build", "build failed", "addresses_as_numbers: Conversion Error", is_said=True),
    Case(
        a_model_that_speaks_for_itself,
        "build",
        "build failed",
        "addresses_as_numbers: Invalid Input Error",
        is_said=True,
    ),
    Case(
        a_file_with_a_broken_line, "ingest", "faults in the seeds or the shop's files", "customers.csv:9", is_said=False
    ),
    Case(
        a_row_that_cannot_be_used,
        "build",
        "build failed",
        "test rejected_share_is_within_limit: 1 row found, 0 expected",
        is_said=False,
    ),
)


@pytest.fixture(
    scope="module",
    params=[pytest.param(case, marks=[pytest.mark.long] * (place % 2)) for place, case in enumerate(CASES)],
    ids=lambda case: case.breaks.__name__,
)
def broken(request: pytest.FixtureRequest, published: AssetShop) -> Iterator[tuple[Case, Told]]:
    """A refresh that failed, and how."""
    case: Case = request.param
    case.breaks(published)
    with mail_server() as mail, hook_server() as hook, pytest.MonkeyPatch.context() as environment:
        for name, text in settings_of(mail, hook).items():
            environment.setenv(name, text)
        yield case, Told(published.run("refresh", "--as-of", FOUR_HOURS_LATER), mail, hook)


def test_it_failed_as_it_was_meant_to(broken: tuple[Case, Told]) -> None:
    case, told = broken
    assert told.ended.returncode in (2, 3), told.ended.stderr
    assert not case.is_said or PERSON["email"] in told.ended.stderr, told.ended.stderr


def test_everybody_is_told(broken: tuple[Case, Told]) -> None:
    _, told = broken
    assert {letter.to for letter in told.mail.received} == {LIST, ("sales@example.com",), ("anna@example.com",)}
    assert [post.document["type"] for post in told.hook.posts] == ["refresh.failed"]


def test_nothing_of_the_customer_is_told(broken: tuple[Case, Told]) -> None:
    said = broken[1].said().casefold()
    assert [word for word in PRIVATE if word.casefold() in said] == []


def test_what_is_told_says_where_to_look(broken: tuple[Case, Told]) -> None:
    case, told = broken
    failure = told.hook.posts[0].document["data"]["failure"]
    assert (failure["step"], failure["reason"]) == (case.step, case.reason)
    assert case.place in failure["places"]
    letter = told.mail.letter_to(LIST[0])
    assert letter.message["subject"] == f"[temporary_shop] refresh FAILED in {case.step}, as of 2026-03-01 12:00Z"
    assert case.place in letter.text
    assert "readers go on seeing the segments as of 2026-03-01 08:00:00Z" in letter.text


def test_the_segments_stand_where_they_were(broken: tuple[Case, Told], published: AssetShop) -> None:
    data = broken[1].hook.posts[0].document["data"]
    assert (data["status"], data["published_as_of"], data["entered"], data["exited"]) == ("failed", f"{AS_OF}Z", 0, 0)
    assert {one["code"]: one["members"] for one in data["segments"]} == dict(
        published.query("select segment_code, count(*) from segment_memberships group by all")
    )
