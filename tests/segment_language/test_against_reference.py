"""Hundreds of random segments over random shops: the warehouse and the reference evaluator say the same."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest

from tests.harness import Shop
from tests.reference import Answer, Settings, evaluate
from tests.segment_language.disagreement import FEW, members_report, value_report
from tests.segment_language.random_segments import Batch, random_batch
from tests.segment_language.random_shops import RandomShop, random_shop

SEGMENTS_PER_SHOP = 100
# Days that are easy to get wrong, in zones with and without summer time, west and east of UTC.
PLACES = {
    "year_end": ("Europe/Moscow", "2024-12-31T21:30:00"),
    "clocks_go_forward": ("America/New_York", "2024-03-10T07:30:00"),
    "clocks_went_back": ("Europe/Berlin", "2023-10-30T22:59:59"),
    "leap_day": ("Asia/Kathmandu", "2024-02-29T12:00:00"),
    "first_to_wake": ("Pacific/Kiritimati", "2023-02-28T09:59:59"),
}


@dataclass(frozen=True)
class Comparison:
    """Hold a shop, its segments, and what the reference and the warehouse make of them."""

    shop: RandomShop
    batch: Batch
    expected: Answer
    built: Shop


@pytest.fixture(scope="module", params=PLACES)
def comparison(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    timezone, as_of = PLACES[request.param]
    random = Random(request.param)  # noqa: S311 - repeatable, not secret
    shop = random_shop(random, Settings(datetime.fromisoformat(as_of), timezone))
    batch = random_batch(random, shop, SEGMENTS_PER_SHOP)
    built = Shop.open(tmp_path_factory.mktemp(request.param) / "shop", shop_timezone=timezone, reporting_currency="RUB")
    built.write_tables(shop.tables)
    built.write_seeds(batch.segments, batch.filters)
    built.refresh(as_of)
    return Comparison(shop, batch, evaluate(shop.tables, batch.segments, batch.filters, shop.settings), built)


def test_members_are_the_same(comparison: Comparison) -> None:
    found = comparison.built.members()
    reports = [
        members_report(comparison.shop, comparison.batch.filters, code, set(expected), found[code])
        for code, expected in comparison.expected.members.items()
        if found[code] != expected
    ]
    reports.sort(key=len)
    assert not reports, f"{len(reports)} segments differ\n" + "\n".join(reports[:FEW])


def test_aggregates_are_the_same(comparison: Comparison) -> None:
    expected = comparison.expected.aggregates
    found = {str(row["customer_id"]): row for row in comparison.built.rows("customer_aggregates")}
    assert found.keys() == expected.keys()
    reports = [
        value_report(comparison.shop, customer_id, field, value, found[customer_id][field])
        for customer_id, values in expected.items()
        for field, value in values.items()
        if _comparable(found[customer_id][field]) != value
    ]
    reports.sort(key=len)
    assert not reports, f"{len(reports)} values differ\n" + "\n".join(reports[:FEW])


def _comparable(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        return Fraction(value)
    return tuple(value) if isinstance(value, list) else value
