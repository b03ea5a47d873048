"""Sums, counts, averages and dates of what happened to a customer; these take a scope."""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction

from tests.reference.happenings import NOTHING, Happening
from tests.reference.sales import Order
from tests.reference.scoping import Part
from tests.reference.values import rounded

Orders = list[Part[Order]]
Parts = list[Part[Happening]]


def kept(orders: Orders) -> Orders:
    """Leave out cancelled orders."""
    return [part for part in orders if not part.whole.is_cancelled]


def paid(orders: Orders) -> Orders:
    """Leave what was paid and not cancelled."""
    return [part for part in orders if part.whole.is_paid]


def _amount(parts: Iterable[Part[Order]] | Iterable[Part[Happening]]) -> Fraction:
    return sum((part.amount for part in parts), NOTHING)


def _refunded(orders: Orders) -> Fraction:
    return sum((part.refunded for part in orders), NOTHING)


def _units(orders: Orders) -> Fraction:
    return sum((line.quantity for part in orders for line in part.lines), NOTHING)


def _last_day(parts: Iterable[Part[Order]] | Iterable[Part[Happening]]) -> date | None:
    return max((part.whole.day for part in parts), default=None)


def _average(numbers: list[Fraction]) -> Fraction | None:
    return rounded(sum(numbers, NOTHING) / len(numbers)) if numbers else None


def _categories(orders: Orders) -> set[str]:
    products = [line.product for part in paid(orders) for line in part.lines if line.product]
    return {product.category_id for product in products if product.category_id}


def _days_since(day: date | None, today: date) -> Fraction | None:
    return Fraction((today - day).days) if day else None


OF_ORDERS: dict[str, Callable[[Orders, date], Fraction | date | None]] = {
    "orders_sum": lambda orders, _: _amount(kept(orders)),
    "paid_sum": lambda orders, _: _amount(paid(orders)),
    "net_paid_sum": lambda orders, _: _amount(paid(orders)) - _refunded(paid(orders)),
    "orders_count": lambda orders, _: Fraction(len(kept(orders))),
    "paid_orders_count": lambda orders, _: Fraction(len(paid(orders))),
    "cancelled_orders_count": lambda orders, _: Fraction(len(orders) - len(kept(orders))),
    "average_check": lambda orders, _: _average([part.amount for part in paid(orders)]),
    "days_since_last_order": lambda orders, today: _days_since(_last_day(kept(orders)), today),
    "items_count": lambda orders, _: _units(kept(orders)),
    "distinct_categories_count": lambda orders, _: Fraction(len(_categories(orders))),
    "first_order_date": lambda orders, _: min((part.whole.day for part in kept(orders)), default=None),
    "last_order_date": lambda orders, _: _last_day(kept(orders)),
}
Measure = Callable[[Parts], Fraction | date | None]
OF_CARTS: dict[str, Measure] = {
    "abandoned_carts_count": lambda carts: Fraction(len(carts)),
    "abandoned_carts_sum": _amount,
    "last_abandoned_cart_date": _last_day,
}
OF_REVIEWS: dict[str, Measure] = {
    "reviews_count": lambda reviews: Fraction(len(reviews)),
    "average_rating": lambda reviews: _average([
        rating for part in reviews if (rating := part.whole.counted("rating")) is not None
    ]),
    "last_review_date": _last_day,
}  # fmt: skip
OF_INTERACTIONS: dict[str, Measure] = {
    "interactions_count": lambda interactions: Fraction(len(interactions)),
    "last_interaction_date": _last_day,
}
