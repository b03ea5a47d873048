"""Refreshes through the command line, told to a real mail server and webhook; the tests go on from each other's."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.dagster.asset_shop import AssetShop, tables
from tests.harness import Tables
from tests.notifications.conftest import LIST, MAIL_ADDRESSES, SECRET, settings_of
from tests.notifications.hook_server import TOKEN, HookServer, hook_server
from tests.notifications.mail_server import MailServer, mail_server
from tests.notifications.verifying import verified

AS_OF = "2026-03-01T08:00:00"
FOUR_HOURS_LATER = "2026-03-01T12:00:00"
EIGHT_HOURS_LATER = "2026-03-01T16:00:00"
REFRESH_ID = "20260301T080000Z"


@dataclass(frozen=True)
class Told:
    """Hold a refresh that has ended and what was told of it."""

    shop: AssetShop
    ended: subprocess.CompletedProcess[str]
    mail: MailServer
    hook: HookServer


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> AssetShop:
    """A shop that was never refreshed; its owners are sales, anna@example.com and tests."""
    return AssetShop.make(tmp_path_factory.mktemp("notified") / "shop")


def refresh(shop: AssetShop, as_of: str, **settings: str) -> Iterator[Told]:
    """Refresh with servers of its own."""
    with mail_server() as mail, hook_server() as hook:
        hook.answers = [500]
        mail.answers = ["451 come back later"]
        with pytest.MonkeyPatch.context() as environment:
            for name, text in (settings_of(mail, hook) | settings).items():
                environment.setenv(name, text)
            ended = shop.run("refresh", "--as-of", as_of)
        yield Told(shop, ended, mail, hook)


@pytest.fixture(scope="module")
def first(shop: AssetShop) -> Iterator[Told]:
    """The first refresh of the shop."""
    yield from refresh(shop, AS_OF)


@pytest.fixture(scope="module")
def second(shop: AssetShop, first: Told) -> Iterator[Told]:
    """The next one, after one customer has moved away."""
    moved = Tables(tables())
    moved["customers"] = [
        {**row, "city": "Perm"} if row["customer_id"] == "1" else row for row in tables()["customers"]
    ]
    shop.write_tables(moved)
    yield from refresh(shop, FOUR_HOURS_LATER)


def test_the_refresh_says_whom_it_told(first: Told) -> None:
    assert first.ended.returncode == 0, first.ended.stderr
    assert [line for line in first.ended.stderr.splitlines() if line.startswith("notify:")] == [
        "notify: no address in SEGMENTS_OWNER_ADDRESSES for tests",
        "notify: e-mail to the addresses of SEGMENTS_NOTIFY_TO: sent",
        "notify: e-mail to the owner of first_members: sent",
        "notify: e-mail to the owner of muscovites: sent",
        "notify: webhook: sent",
    ]


def test_no_secret_and_no_address_is_in_what_the_refresh_says(first: Told) -> None:
    said = first.ended.stdout + first.ended.stderr
    assert not any(word in said for word in (TOKEN, SECRET, *MAIL_ADDRESSES))


def test_the_webhook_gets_the_numbers_sql_counts(first: Told) -> None:
    last = first.hook.posts[-1].document
    counted = first.shop.query(
        "select m.segment_code, any_value(s.name), count(*), count(*), 0 from segment_memberships m "
        "join segments s using (segment_code) group by 1 order by 1"
    )
    told = [
        tuple(one[key] for key in ("code", "name", "members", "entered", "exited")) for one in last["data"]["segments"]
    ]
    assert told == counted
    assert len(told) == 3
    assert last["type"] == "refresh.succeeded"
    assert last["data"]["refresh_id"] == REFRESH_ID
    assert last["data"]["as_of"] == last["data"]["published_as_of"] == f"{AS_OF}Z"
    assert (last["data"]["entered"], last["data"]["exited"]) == first.shop.query(
        "select count(*) filter (event = 'entered'), count(*) filter (event = 'exited') from segment_membership_events"
    )[0]
    assert [last["data"]["seconds"]] == [
        float(one) for (one,) in first.shop.query("select seconds from segment_refreshes")
    ]
    assert last["data"]["failure"] is None


def test_a_post_that_failed_is_sent_again_as_the_same_message(first: Told) -> None:
    refused, taken = first.hook.posts
    assert refused == taken
    assert taken.headers["webhook-id"].startswith(f"{REFRESH_ID}-")


def test_a_post_is_signed_so_that_another_implementation_agrees(first: Told) -> None:
    post = first.hook.posts[-1]
    assert verified(post, SECRET)
    assert not verified(post, SECRET.replace("d", "e", 1))


def test_the_list_is_told_of_every_segment(first: Told) -> None:
    letter = first.mail.letter_to(LIST[0])
    assert letter.to == LIST
    assert letter.message["subject"] == "[temporary_shop] +9 −0, as of 2026-03-01 08:00Z"
    for code, members in first.shop.query("select segment_code, count(*) from segment_memberships group by all"):
        assert f"{code} ({code}): {members} entered, 0 left, {members} members" in letter.text
        assert f"<code>{code}</code>" in letter.html


@pytest.mark.parametrize(
    ("address", "own", "others"),
    [
        ("sales@example.com", "muscovites", ("buyers", "first_members")),
        ("anna@example.com", "first_members", ("buyers", "muscovites")),
    ],
)
def test_an_owner_is_told_of_own_segments_only(first: Told, address: str, own: str, others: tuple[str, ...]) -> None:
    letter = first.mail.letter_to(address)
    assert letter.to == (address,)
    assert own in letter.text
    assert own in letter.html
    assert not any(code in letter.everything for code in others)
    assert not any(other in letter.everything for other in set(MAIL_ADDRESSES) - {address, "segments@example.com"})


def test_a_letter_the_server_put_off_is_sent_again(first: Told) -> None:
    assert first.mail.tries == len(first.mail.received) + 1 == 4


def test_who_left_is_counted_the_next_time(second: Told) -> None:
    assert second.ended.returncode == 0, second.ended.stderr
    assert second.shop.query(
        "select segment_code, event, count(*) from segment_membership_events "
        "where refresh_id = '20260301T120000Z' group by all"
    ) == [("muscovites", "exited", 1)]
    changed = [one for one in second.hook.posts[-1].document["data"]["segments"] if one["entered"] or one["exited"]]
    assert changed == [{"code": "muscovites", "name": "muscovites", "members": 1, "entered": 0, "exited": 1}]
    assert (
        "muscovites (muscovites): 0 entered, 1 left, 1 members\n  2 without a change"
        in second.mail.letter_to(LIST[0]).text
    )


def test_an_owner_without_news_gets_no_letter(second: Told) -> None:
    assert {letter.to for letter in second.mail.received} == {LIST, ("sales@example.com",)}


@pytest.fixture(scope="module")
def warned(shop: AssetShop, second: Told) -> Iterator[Told]:
    """The refresh after that, nothing changed but for contracts two of which do not hold; told of for warnings only."""
    (shop.root / "seeds" / "segment_contracts.csv").write_text(
        "segment_code,rule,argument,severity\n"
        "muscovites,min_members,2,warn\nbuyers,max_share,0.1,warn\nfirst_members,never_empty,,error\n",
        encoding="utf-8",
    )
    yield from refresh(shop, EIGHT_HOURS_LATER, SEGMENTS_NOTIFY_ON="warning")


@pytest.mark.long
def test_broken_contracts_are_told_with_their_numbers(warned: Told) -> None:
    assert warned.ended.returncode == 0, warned.ended.stderr
    told = warned.hook.posts[-1].document["data"]["contracts_broken"]
    counted = warned.shop.query(
        "select segment_code, rule, argument, severity, actual from segment_contract_results "
        "where not holds order by segment_code"
    )
    assert [
        tuple(one[key] for key in ("segment_code", "rule", "argument", "severity", "actual")) for one in told
    ] == counted
    assert [one[0] for one in counted] == ["buyers", "muscovites"]
    letter = warned.mail.letter_to(LIST[0])
    assert ", 2 contract warnings," in letter.message["subject"]
    assert "warn: muscovites breaks min_members 2: members: 1" in letter.text


@pytest.mark.long
def test_an_owner_is_told_of_own_contracts_only(warned: Told) -> None:
    assert {letter.to for letter in warned.mail.received} == {LIST, ("sales@example.com",)}
    letter = warned.mail.letter_to("sales@example.com")
    assert ", 1 contract warning," in letter.message["subject"]
    assert "muscovites breaks min_members 2" in letter.text
    assert "buyers" not in letter.everything


@pytest.fixture(scope="module")
def stopped(shop: AssetShop, warned: Told) -> Iterator[Told]:
    """The refresh after that, which a contract stops."""
    (shop.root / "seeds" / "segment_contracts.csv").write_text(
        "segment_code,rule,argument,severity\nmuscovites,min_members,2,error\n", encoding="utf-8"
    )
    yield from refresh(shop, "2026-03-01T20:00:00")


@pytest.mark.long
def test_a_contract_that_stops_the_refresh_is_told_as_its_failure(stopped: Told) -> None:
    assert stopped.ended.returncode == 3
    data = stopped.hook.posts[-1].document["data"]
    assert data["failure"]["reason"] == "contracts broken"
    assert data["failure"]["places"] == ["seeds/segment_contracts.csv:2"]
    assert [(one["segment_code"], one["severity"], one["actual"]) for one in data["contracts_broken"]] == [
        ("muscovites", "error", 1)
    ]
    assert "error: muscovites breaks min_members 2: members: 1" in stopped.mail.letter_to("sales@example.com").text
    assert "muscovites" not in stopped.mail.letter_to("anna@example.com").everything
