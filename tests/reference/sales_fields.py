"""Sums, counts, averages and dates of a customer's orders; these take a scope."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from tests.reference.sales import NOTHING
from tests.reference.scoping import Sale
from tests.reference.values import rounded

Sales = list[Sale]


def kept(sales: Sales) -> Sales:
    """Leave out cancelled orders."""
    return [sale for sale in sales if not sale.order.is_cancelled]


def paid(sales: Sales) -> Sales:
    """Leave what was paid and not cancelled."""
    return [sale for sale in sales if sale.order.is_paid]


def _amount(sales: Sales) -> Fraction:
    return sum((sale.amount for sale in sales), NOTHING)


def _refunded(sales: Sales) -> Fraction:
    return sum((sale.refunded for sale in sales), NOTHING)


def _units(sales: Sales) -> Fraction:
    return sum((line.quantity for sale in sales for line in sale.lines), NOTHING)


def _days(sales: Sales) -> list[date]:
    return [sale.order.ordered_day for sale in kept(sales)]


def _average_check(sales: Sales) -> Fraction | None:
    return rounded(_amount(paid(sales)) / len(paid(sales))) if paid(sales) else None


def _categories(sales: Sales) -> set[str]:
    products = [line.product for sale in paid(sales) for line in sale.lines if line.product]
    return {product.category_id for product in products if product.category_id}


def _days_since(day: date | None, today: date) -> Fraction | None:
    return Fraction((today - day).days) if day else None


Measure = Callable[[Sales, date], Fraction | date | None]
NUMBERS: dict[str, Measure] = {
    "orders_sum": lambda sales, _: _amount(kept(sales)),
    "paid_sum": lambda sales, _: _amount(paid(sales)),
    "net_paid_sum": lambda sales, _: _amount(paid(sales)) - _refunded(paid(sales)),
    "orders_count": lambda sales, _: Fraction(len(kept(sales))),
    "paid_orders_count": lambda sales, _: Fraction(len(paid(sales))),
    "cancelled_orders_count": lambda sales, _: Fraction(len(sales) - len(kept(sales))),
    "average_check": lambda sales, _: _average_check(sales),
    "days_since_last_order": lambda sales, today: _days_since(max(_days(sales), default=None), today),
    "items_count": lambda sales, _: _units(kept(sales)),
    "distinct_categories_count": lambda sales, _: Fraction(len(_categories(sales))),
}
DATES: dict[str, Measure] = {
    "first_order_date": lambda sales, _: min(_days(sales), default=None),
    "last_order_date": lambda sales, _: max(_days(sales), default=None),
}
MEASURES = NUMBERS | DATES
