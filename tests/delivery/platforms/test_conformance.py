"""What every platform must do, asked of each against its stand-in."""

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest

from orchestration.delivery.operations import Outcome
from orchestration.delivery.platforms.calling import retry_after
from orchestration.delivery.platforms.errors import PlatformError
from orchestration.delivery.platforms.protocol import Holding, Limits, Platform
from tests.delivery.platforms.conftest import NO, TIMEOUT, Case, add, address, all_of, remove, tells_nothing, update
from tests.delivery.platforms.stand_ins.server import Fault

DONE, UNCHANGED, GONE = Outcome.DONE, Outcome.UNCHANGED, Outcome.GONE
NOTHING = Fault()


def outcomes(platform: Platform, *operations) -> list[Outcome]:
    results = platform.apply(operations)
    assert [result.key for result in results] == [operation.key for operation in operations]
    return [result.outcome for result in results]


def test_it_is_a_platform_that_says_what_it_does(case: Case) -> None:
    platform = case.connect()
    assert isinstance(platform, Platform)
    assert platform.name == case.name
    assert platform.partial_failures
    assert platform.removal
    assert case.key_variable in platform.variables
    assert case.connect(limits=None).limits.batch_size >= 100
    platform.check()


def test_add_update_and_remove_do_what_they_say(case: Case) -> None:
    platform = case.connect()
    assert outcomes(platform, add("ann", name="Ann"), add("bob")) == [DONE, DONE]
    assert case.stand_in.members() == {address("ann"), address("bob")}
    assert case.stand_in.people[address("ann")].fields["name"] == "Ann"
    assert outcomes(platform, update("ann", name="Anna"), remove("bob")) == [DONE, DONE]
    assert case.stand_in.members() == {address("ann")}
    assert case.stand_in.people[address("ann")].fields["name"] == "Anna"
    assert case.stand_in.people[address("ann")].is_subscribed
    assert platform.holds([address("ann"), address("bob"), address("eve")]) == {
        address("ann"): Holding.MEMBER,
        address("bob"): Holding.ABSENT,
        address("eve"): Holding.ABSENT,
    }


def test_a_batch_that_is_repeated_changes_nothing(case: Case) -> None:
    case.stand_in.person(address("old"), lists=(case.stand_in.LIST,))
    batch = (add("ann", name="Ann"), add("bob"), remove("old"))
    assert outcomes(case.connect(), *batch) == [DONE, DONE, DONE]
    state = case.stand_in.state()
    again = outcomes(case.connect(), *batch)
    assert set(again[:2]) <= {DONE, UNCHANGED}
    assert again[1:] == [UNCHANGED, GONE]
    assert case.stand_in.state() == state


def test_a_duplicate_is_sent_once_and_one_customer_stays_in_order(case: Case) -> None:
    there_and_back = (add("ann"), add("ann"), remove("ann"), add("ann", key="again"), remove("ann", key="last"))
    assert outcomes(case.connect(), *there_and_back) == [DONE, DONE, DONE, DONE, DONE]
    assert case.stand_in.members() == set()
    assert outcomes(case.connect(), remove("bob"), add("bob")) == [GONE, DONE]
    assert case.stand_in.members() == {address("bob")}


def test_who_left_at_the_platform_stays_away(case: Case) -> None:
    case.stand_in.person(address("left"), is_subscribed=False)
    case.stand_in.person(address("member"), is_subscribed=False, lists=(case.stand_in.LIST,))
    platform = case.connect()
    held = platform.holds([address("left"), address("member")])
    assert set(held.values()) == {Holding.UNSUBSCRIBED}
    results = outcomes(platform, add("left"), add("ann"), update("member", name="Back"))
    assert results == [Outcome.UNSUBSCRIBED, DONE, Outcome.UNSUBSCRIBED]
    assert not case.stand_in.people[address("left")].is_subscribed
    assert not case.stand_in.people[address("member")].is_subscribed
    assert address("left") not in case.stand_in.members()


@pytest.mark.parametrize("case", ["klaviyo", "brevo"], indirect=True)
def test_who_left_this_list_alone_stays_away_from_it(case: Case) -> None:
    case.stand_in.person(address("ann"))
    case.stand_in.left_list = {address("ann")}
    assert case.connect().holds([address("ann")]) == {address("ann"): Holding.UNSUBSCRIBED}
    assert outcomes(case.connect(), add("ann"), add("bob")) == [Outcome.UNSUBSCRIBED, DONE]
    assert case.stand_in.members() == {address("bob")}


def test_nobody_is_added_without_consent(case: Case) -> None:
    results = case.connect().apply([add("ann", consent=NO), add("bob")])
    assert [(one.outcome, one.reason) for one in results] == [(Outcome.REFUSED, "no_consent"), (DONE, None)]
    assert address("ann") not in case.stand_in.people


def test_remove_takes_off_this_list_and_nothing_else(case: Case) -> None:
    lists = (case.stand_in.LIST, case.stand_in.OTHER) if case.name != "mailchimp" else (case.stand_in.LIST, "99")
    case.stand_in.person(address("ann"), lists=lists)
    assert outcomes(case.connect(), remove("ann")) == [DONE]
    ann = case.stand_in.people[address("ann")]
    assert (ann.lists, ann.is_subscribed) == ({lists[1]}, True)


@pytest.mark.parametrize("case", ["mailchimp"], indirect=True)
def test_mailchimp_is_told_truths_as_text(case: Case) -> None:
    assert outcomes(case.connect(), add("ann", vip=True, orders=2, pet=None)) == [DONE]  # type: ignore[arg-type]
    assert case.stand_in.people[address("ann")].fields == {"vip": "true", "orders": 2, "pet": ""}


def test_a_forgotten_address_is_gone(case: Case) -> None:
    case.stand_in.person(address("ann"), lists=(case.stand_in.LIST,))
    case.stand_in.forget(address("ann"))
    results = case.connect().apply([remove("ann"), remove("eve")])
    assert [(one.outcome, one.is_settled) for one in results] == [(GONE, True), (GONE, True)]
    assert case.stand_in.people == {}


def test_a_row_that_fails_is_told_apart(case: Case) -> None:
    case.stand_in.refuses = {address("bad")}
    broken = add("broken")
    broken = type(broken)(key="broken", customer_id="broken", address="no address", consent=broken.consent)
    results = case.connect().apply([add("ann"), add("bad"), broken, add("bob")])
    assert [one.outcome for one in results] == [DONE, Outcome.REFUSED, Outcome.REFUSED, DONE]
    assert case.stand_in.members() == {address("ann"), address("bob")}
    assert results[1].reason
    tells_nothing(repr(results), case.stand_in.KEY)


def test_more_rows_than_a_batch_are_sent_in_batches(case: Case) -> None:
    names = [f"c{number}" for number in range(11)]
    assert outcomes(case.connect(), *(add(name) for name in names)) == [DONE] * 11
    assert case.stand_in.members() == {address(name) for name in names}
    assert outcomes(case.connect(), *(remove(name) for name in names)) == [DONE] * 11
    assert case.stand_in.members() == set()


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=429, retry_after="0.02"),
        Fault(status=500),
        Fault(status=500, after=True),
        Fault(is_reset=True),
        Fault(is_reset=True, after=True),
    ],
    ids=["429", "500", "500-after", "reset", "reset-after"],
)
def test_a_fault_at_any_request_changes_nothing_in_the_end(case: Case, fault: Fault) -> None:
    platform = case.connect()
    platform.check()

    def play() -> int:
        case.stand_in.people.clear()
        case.stand_in.requests.clear()
        case.stand_in.person(address("old"), lists=(case.stand_in.LIST,))
        case.stand_in.person(address("left"), is_subscribed=False)
        results = outcomes(platform, add("ann", name="Ann"), remove("old"), add("left"))
        assert results[0] in {DONE, UNCHANGED}
        assert results[1] in {DONE, GONE}
        assert results[2] is Outcome.UNSUBSCRIBED
        return len(case.stand_in.requests)

    usual = play()
    state = case.stand_in.state()
    for place in range(usual):
        case.stand_in.faults.extend([*[NOTHING] * place, fault])
        assert play() >= usual
        assert not case.stand_in.faults
        assert case.stand_in.state() == state


def test_a_slow_answer_is_waited_for_and_a_late_one_asked_for_again(case: Case) -> None:
    case.stand_in.faults.append(Fault(seconds=0.2))
    assert outcomes(case.connect(), add("ann")) == [DONE]
    usual = len(case.stand_in.requests)
    case.stand_in.requests.clear()
    case.stand_in.faults.append(Fault(seconds=4 * TIMEOUT))
    assert outcomes(case.connect(), add("bob")) == [DONE]
    assert len(case.stand_in.requests) > usual
    assert case.stand_in.members() == {address("ann"), address("bob")}


def test_retry_after_is_obeyed(case: Case) -> None:
    case.stand_in.faults.append(Fault(status=429, retry_after="0.3"))
    assert outcomes(case.connect(), add("ann")) == [DONE]
    (first, *_), (second, *_) = case.stand_in.requests[:2]
    assert second - first >= 0.28  # the stand-in may note the first one late


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("17", 17, 17),
        ("0.5", 0.5, 0.5),
        ("", 0, 0),
        ("soon", 0, 0),
        ("-5", 0, 0),
        ("Fri, 01 Jan 2010 00:00:00 GMT", 0, 0),
    ],
)
def test_retry_after_is_read_as_it_is_written(text: str, least: float, most: float) -> None:
    assert least <= retry_after(httpx.Response(429, headers={"retry-after": text})) <= most


def test_brevo_says_when_its_limit_begins_anew() -> None:
    assert retry_after(httpx.Response(429, headers={"x-sib-ratelimit-reset": "12"})) == 12


def test_retry_after_may_be_a_date() -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    assert 3_500 < retry_after(httpx.Response(429, headers={"retry-after": moment})) <= 3_600


def test_a_long_wait_is_told_instead_of_slept_and_rows_behind_it_wait(case: Case) -> None:
    platform = case.connect()
    case.stand_in.faults.append(Fault(status=429, retry_after="120"))
    begun = time.monotonic()
    if case.name == "ghost":  # the label is read once, for all
        with pytest.raises(PlatformError):
            platform.check()
        case.stand_in.faults.clear()
        platform.check()
        case.stand_in.faults.append(Fault(status=429, retry_after="120"))
    first, behind, other = platform.apply([add("ann"), remove("ann"), add("bob")])
    assert time.monotonic() - begun < 60
    assert (first.outcome, first.reason, first.wait_seconds) == (Outcome.RETRY, "status_429", 120)
    assert (behind.outcome, behind.reason) == (Outcome.RETRY, "earlier_change_waits")
    assert other.outcome is DONE
    assert case.stand_in.members() == {address("bob")}


def test_what_fails_for_long_is_left_for_later(case: Case) -> None:
    platform = case.connect()
    platform.check()
    case.stand_in.requests.clear()
    case.stand_in.faults.extend([Fault(status=503)] * 3)
    (result,) = platform.apply([add("ann")])
    assert (result.outcome, result.reason) == (Outcome.RETRY, "status_503")
    assert len(case.stand_in.requests) == 3
    assert outcomes(platform, add("ann")) == [DONE]


def test_no_more_requests_begin_in_a_second_than_allowed(case: Case) -> None:
    platform = case.connect(limits=Limits(batch_size=4, requests_per_second=4))
    begun = time.monotonic()
    for _ in range(6):
        platform.check() if case.name != "ghost" else platform.holds([address("ann")])
    moments = [moment for moment, *_ in case.stand_in.requests]
    assert len(moments) >= 6
    assert all(moment - begun >= number // 4 - 0.05 for number, moment in enumerate(moments))


def test_a_missing_list_is_one_clear_error(case: Case) -> None:
    with pytest.raises(PlatformError, match=f"^{case.name}: it has no such list$") as caught:
        case.connect(case.wrong_list).check()
    tells_nothing(all_of(caught.value), case.stand_in.KEY)


def test_a_wrong_key_is_one_clear_error(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    key = case.stand_in.KEY
    wrong = key[:-4] + ("0000" if case.name == "ghost" else "QUJD" if case.name == "webhook" else "-us2")
    monkeypatch.setenv(case.key_variable, wrong)
    platform = case.connect()
    for ask in (platform.check, lambda: platform.apply([add("ann")]), lambda: platform.holds([address("ann")])):
        with pytest.raises(PlatformError, match=rf"^{case.name}: it does not accept the key \(401\)$") as caught:
            ask()
        tells_nothing(all_of(caught.value), wrong)
    assert case.stand_in.people == {}


def test_a_missing_key_is_one_clear_error(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(case.key_variable, "")
    with pytest.raises(PlatformError, match=f"^{case.name}: {case.key_variable} is not set$"):
        case.connect()


def test_nothing_shows_an_address_or_a_key(case: Case) -> None:
    platform = case.connect()
    tells_nothing(repr((platform, vars(platform), add("ann", name="ann@example.com"))), case.stand_in.KEY)
    case.stand_in.faults.extend([Fault(is_reset=True)] * 9)
    with pytest.raises(PlatformError, match="connection_lost") as caught:
        platform.holds([address("ann")])
    tells_nothing(all_of(caught.value), case.stand_in.KEY)


def test_hostile_text_is_data(case: Case) -> None:
    odd = "o'brien+tea"
    assert outcomes(case.connect(), add(odd, name="=1+1\"],'\\{{x}}'")) == [DONE]
    assert case.stand_in.people[address(odd)].fields["name"] == "=1+1\"],'\\{{x}}'"
    assert case.connect().holds([address(odd)]) == {address(odd): Holding.MEMBER}
    assert outcomes(case.connect(), remove(odd)) == [DONE]
