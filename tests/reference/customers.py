"""The customers of a shop at one instant, each with everything that hangs on them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from typing import TypeVar

from tests.reference.catalogue import Catalogue
from tests.reference.custom import CustomValue, custom_values
from tests.reference.happenings import NOTHING, Happening, Line, cart_line, happenings, product_of
from tests.reference.rfm import Rfm, rfm_scores
from tests.reference.sales import Order, orders
from tests.reference.settings import Settings
from tests.reference.tables import Tables, usable
from tests.reference.values import Row, instant, text

Kind = TypeVar("Kind", bound=Happening)


@dataclass(frozen=True)
class Customer:
    """Hold one customer with everything that hangs on them."""

    row: Row
    networks: tuple[str, ...]
    orders: tuple[Order, ...]
    carts: tuple[Happening, ...]
    reviews: tuple[Happening, ...]
    answers: tuple[Happening, ...]
    interactions: tuple[Happening, ...]
    adjustments: tuple[Happening, ...]
    custom: dict[str, CustomValue]
    rfm: Rfm | None = None
    score: Fraction = NOTHING


def customers(tables: Tables, catalogue: Catalogue, settings: Settings) -> dict[str, Customer]:
    """Give the customers who had registered by `as_of`."""
    rows = {str(row["customer_id"]): row for row in usable("customers", tables)}
    names = set(rows)
    networks = defaultdict(list)
    for account in usable("social_accounts", tables, names):
        networks[str(account["customer_id"])].append(text(account["network"]) or "")
    ordered = _by_customer(orders(tables, names, catalogue, settings))
    carts = _by_customer(_abandoned_carts(tables, names, ordered, catalogue, settings))
    happened = {
        table: _by_customer(happenings(table, column, tables, names, settings))
        for table, column in {
            "reviews": "reviewed_at",
            "nps_responses": "answered_at",
            "interactions": "occurred_at",
            "score_adjustments": "adjusted_at",
        }.items()
    }
    custom = custom_values(tables, names)
    found = {
        name: Customer(
            row=row,
            networks=tuple(networks[name]),
            orders=ordered[name],
            carts=carts[name],
            reviews=tuple(
                replace(review, lines=(Line(product_of(review.row, catalogue)),))
                for review in happened["reviews"][name]
            ),
            answers=happened["nps_responses"][name],
            interactions=happened["interactions"][name],
            adjustments=happened["score_adjustments"][name],
            custom=custom.get(name, {}),
        )
        for name, row in rows.items()
        if (registered_at := instant(row.get("registered_at"))) is None or registered_at <= settings.instant
    }
    scores = rfm_scores({name: customer.orders for name, customer in found.items()}, settings)
    return {name: replace(customer, rfm=scores.get(name)) for name, customer in found.items()}


def _by_customer(happened: Iterable[Kind]) -> dict[str, tuple[Kind, ...]]:
    found: dict[str, tuple[Kind, ...]] = defaultdict(tuple)
    for one in happened:
        found[str(one.row["customer_id"])] += (one,)
    return found


def _abandoned_carts(
    tables: Tables, names: set[str], ordered: dict[str, tuple[Order, ...]], catalogue: Catalogue, settings: Settings
) -> list[Happening]:
    """Give the carts that no order followed in time, when that time has passed."""
    patience = timedelta(hours=settings.cart_abandoned_after_hours)
    carts = []
    for cart in happenings("carts", "updated_at", tables, names, settings):
        deadline = cart.happened_at + patience
        is_followed = any(
            cart.happened_at <= order.happened_at <= deadline for order in ordered[str(cart.row["customer_id"])]
        )
        if cart.told("order_id") is None and not is_followed and deadline <= settings.instant:
            lines = tuple(
                cart_line(item, catalogue)
                for item in tables.get("cart_items", [])
                if text(item.get("cart_id")) == cart.row["cart_id"]
            )
            carts.append(replace(cart, lines=lines, amount=sum((line.amount for line in lines), NOTHING)))
    return carts
