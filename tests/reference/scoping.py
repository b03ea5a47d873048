"""Which orders, and which of their lines, a scope leaves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.reference.catalogue import Catalogue
from tests.reference.days import resolved, window_start
from tests.reference.sales import NOTHING, Line, Order
from tests.reference.spelling import Scope
from tests.reference.values import key

GOODS = ("category", "product", "brand")


@dataclass(frozen=True)
class Sale:
    """Hold an order as a scope leaves it: its lines within the scope, and their money."""

    order: Order
    lines: tuple[Line, ...]
    amount: Fraction
    refunded: Fraction


def sales_within(orders: Iterable[Order], scope: Scope, catalogue: Catalogue, today: date) -> list[Sale]:
    """Give the orders within a scope; one on goods leaves an order its matching lines and their money."""
    goods = {name: written for name, written in scope.lists.items() if name in GOODS}
    sales = []
    for order in orders:
        if not (_has_day(order.ordered_day, scope, today) and _has_texts(order, scope)):
            continue
        lines = tuple(line for line in order.lines if _has_goods(line, goods, catalogue))
        if not goods:
            sales.append(Sale(order, lines, order.amount, order.refunded))
        elif lines:
            amount = sum((line.amount for line in lines), NOTHING)
            sales.append(Sale(order, lines, amount, sum((line.refunded for line in lines), NOTHING)))
    return sales


def _has_day(day: date, scope: Scope, today: date) -> bool:
    window = scope.window
    return (
        ("within" not in window or window_start(window["within"], today) <= day <= today)
        and ("from" not in window or resolved(window["from"], today) <= day)
        and ("to" not in window or day <= resolved(window["to"], today))
    )


def _has_texts(order: Order, scope: Scope) -> bool:
    found = {"channel": order.channel, "store": order.store, "status": order.status}
    return all(
        found[name] is not None and key(found[name] or "") in map(key, written)
        for name, written in scope.lists.items()
        if name in found
    )


def _has_goods(line: Line, goods: dict[str, list[str]], catalogue: Catalogue) -> bool:
    return all(
        line.product is not None and any(catalogue.stands_for(name, value, line.product) for value in written)
        for name, written in goods.items()
    )
