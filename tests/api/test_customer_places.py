"""Customers are found by their hashes as a dictionary would find them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.api.customer_places import NOBODY, CustomerPlaces


@given(st.lists(st.text(), unique=True), st.lists(st.text()), st.integers(1, 5))
def test_texts_are_found_where_they_are(customers: list[str], strangers: list[str], portion: int) -> None:
    portions = [customers[start : start + portion] for start in range(0, len(customers), portion)]
    numbers = {text: number for number, text in enumerate(customers)}
    asked = [*strangers, *customers, *strangers]
    places = CustomerPlaces(portions)
    assert places.count == len(customers)
    assert places.find(asked).tolist() == [numbers.get(text, NOBODY) for text in asked]


@pytest.mark.parametrize("count", [0, 1, 2, 3, 1023, 1024, 1025, 200_000])
def test_any_number_of_customers(count: int) -> None:
    customers = [f"C{number}" for number in range(count)]
    places = CustomerPlaces([customers])
    assert np.array_equal(places.find(customers), np.arange(count))
    assert (places.find([f"c{number}" for number in range(1000)]) == NOBODY).all()
    assert places.find([]).tolist() == []
