from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st
from match_returns import Movement, Return, match_returns


def movements(*quantities, article="12345/tea/2.50", first_line=1):
    return [Movement(article, first_line + number, quantity) for number, quantity in enumerate(quantities)]


def test_a_cancellation_undoes_the_latest_purchase_before_it():
    assert list(match_returns(movements(5, 5, -5))) == [Return(3, 2, 5)]


def test_a_cancellation_goes_on_to_earlier_purchases():
    assert list(match_returns(movements(5, 2, -4))) == [Return(3, 2, 2), Return(3, 1, 2)]


def test_a_later_cancellation_takes_what_is_left():
    assert list(match_returns(movements(5, -2, -4))) == [Return(2, 1, 2), Return(3, 1, 3)]


def test_a_purchase_after_the_cancellation_is_not_undone():
    assert list(match_returns(movements(-3, 3))) == []


def test_a_cancellation_never_reaches_into_another_article():
    assert list(match_returns([*movements(3), *movements(-3, article="12345/tea/2.55", first_line=2)])) == []


quantities = st.lists(st.integers(-9, 9).filter(bool), max_size=12)


@given(quantities)
def test_no_unit_comes_back_twice_or_before_it_was_bought(given_quantities):
    lines = {movement.line: movement.quantity for movement in movements(*given_quantities)}
    back, undone = defaultdict(int), defaultdict(int)
    for match in match_returns(movements(*given_quantities)):
        assert match.purchase_line < match.cancellation_line
        assert match.quantity > 0
        back[match.cancellation_line] += match.quantity
        undone[match.purchase_line] += match.quantity
    assert all(undone[line] <= lines[line] for line in undone)
    assert all(back[line] <= -lines[line] for line in back)


@given(quantities)
def test_as_many_units_are_matched_as_can_be(given_quantities):
    left = matched = 0
    for quantity in given_quantities:
        taken = min(left, -quantity) if quantity < 0 else 0
        left += quantity if quantity > 0 else -taken
        matched += taken
    assert sum(match.quantity for match in match_returns(movements(*given_quantities))) == matched
