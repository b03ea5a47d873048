"""What a real Ghost does that the conformance suite does not ask of every platform."""

import pytest

from orchestration.delivery.operations import Add, Outcome
from orchestration.delivery.platforms.protocol import Holding
from tests.delivery.platforms.conftest import YES, Case, add, address, remove, update

pytestmark = pytest.mark.parametrize("case", ["ghost"], indirect=True)


def test_an_address_in_other_letters_is_the_same_person(case: Case) -> None:
    case.stand_in.person("Ann@Example.com")
    case.stand_in.person("Left@Example.com", is_subscribed=False)
    results = case.connect().apply([add("ann", name="Ann"), add("left")])
    assert [one.outcome for one in results] == [Outcome.DONE, Outcome.UNSUBSCRIBED]
    assert case.stand_in.people.keys() == {address("ann"), address("left")}
    assert case.stand_in.members() == {address("ann")}
    assert [one.outcome for one in case.connect().apply([remove("ann")])] == [Outcome.DONE]
    assert case.stand_in.members() == set()


def test_quotes_and_backslashes_of_an_address_are_part_of_it(case: Case) -> None:
    odd = ['"o\'(b"@example.com', '"a\\"b"@example.com']
    adding = [Add(key=one, customer_id=one, address=one, consent=YES) for one in odd]
    assert [one.outcome for one in case.connect().apply(adding)] == [Outcome.DONE, Outcome.DONE]
    assert case.connect().holds(odd) == dict.fromkeys(odd, Holding.MEMBER)


def test_who_is_suppressed_has_left(case: Case) -> None:
    case.stand_in.person(address("ann"), lists=(case.stand_in.LIST,))
    case.stand_in.suppressed = {address("ann")}
    assert case.connect().holds([address("ann")]) == {address("ann"): Holding.UNSUBSCRIBED}
    assert [one.outcome for one in case.connect().apply([update("ann", name="Ann")])] == [Outcome.UNSUBSCRIBED]
    assert case.stand_in.people[address("ann")].fields == {}


def test_a_label_is_read_of_more_members_than_a_page_or_a_filter_holds(case: Case) -> None:
    names = [f"c{number:03}-{'x' * 50}" for number in range(130)]
    for name in names:
        case.stand_in.person(address(name), lists=(case.stand_in.LIST,))
    held = case.connect().holds([address(name) for name in names])
    assert set(held.values()) == {Holding.MEMBER}
