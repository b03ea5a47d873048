"""Every field of the chapters customer, orders and products, measured for one customer."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.reference import sales_fields
from tests.reference.catalogue import Catalogue, Product
from tests.reference.days import age
from tests.reference.sales import Order
from tests.reference.scoping import sales_within
from tests.reference.settings import Settings
from tests.reference.spelling import Scope
from tests.reference.values import Row, boolean, day, instant, key, text

Value = str | Fraction | date | bool | tuple[str, ...] | None

PLAIN_TEXTS = (
    "city",
    "region",
    "country",
    "gender",
    "source",
    "store",
    "organization",
    "manager_name",
    "email",
    "phone",
)
BOOLEANS = ("is_vip", "is_blocked", "email_consent", "sms_consent")
BOUGHT = {"categories_bought": "category", "products_bought": "product", "brands_bought": "brand"}
TYPES = {
    **dict.fromkeys((*PLAIN_TEXTS, "email_domain", "last_order_status"), "text"),
    **dict.fromkeys(BOOLEANS, "boolean"),
    **dict.fromkeys(("birth_date", "registered_date", *sales_fields.DATES), "date"),
    **dict.fromkeys(("social_networks", "order_channels", *BOUGHT), "list"),
    **dict.fromkeys(("age", "bucket", *sales_fields.NUMBERS), "number"),
}


@dataclass(frozen=True)
class Customer:
    """Hold one customer with everything that hangs on them."""

    row: Row
    networks: tuple[str, ...]
    orders: tuple[Order, ...]


class Fields:
    """Measure fields of customers at one instant."""

    def __init__(self, catalogue: Catalogue, settings: Settings) -> None:
        self._catalogue = catalogue
        self._settings = settings

    def measure(self, field: str, customer: Customer, scope: Scope) -> Value:
        """Give the field's value as `customer_aggregates` shows it, narrowed by a scope."""
        if field in PLAIN_TEXTS:
            return text(customer.row.get(field))
        if field in BOOLEANS:
            return boolean(customer.row.get(field))
        if field in sales_fields.MEASURES:
            sales = sales_within(customer.orders, scope, self._catalogue, self._settings.today)
            return sales_fields.MEASURES[field](sales, self._settings.today)
        if field in BOUGHT:
            labels = (self._catalogue.label(BOUGHT[field], product) for product in self.bought(customer, scope))
            return spelled_once(label for label in labels if label)
        measured: Value = getattr(self, f"_{field}")(customer)
        return measured

    def bought(self, customer: Customer, scope: Scope) -> list[Product]:
        """Give the products of paid orders within a scope."""
        sales = sales_within(customer.orders, scope, self._catalogue, self._settings.today)
        return [line.product for sale in sales_fields.paid(sales) for line in sale.lines if line.product]

    def is_listed(self, field: str, customer: Customer, scope: Scope, written: str) -> bool:
        """Tell whether a list field has what a value names."""
        if field in BOUGHT:
            bought = self.bought(customer, scope)
            return any(self._catalogue.stands_for(BOUGHT[field], written, product) for product in bought)
        listed = self.measure(field, customer, scope)
        return isinstance(listed, tuple) and key(written) in map(key, listed)

    def _birth_date(self, customer: Customer) -> date | None:
        return day(customer.row.get("birth_date"))

    def _age(self, customer: Customer) -> Fraction | None:
        birth = self._birth_date(customer)
        years = age(birth, self._settings.today) if birth else None
        return None if years is None else Fraction(years)

    def _registered_date(self, customer: Customer) -> date | None:
        registered_at = instant(customer.row.get("registered_at"))
        return self._settings.day_of(registered_at) if registered_at else None

    def _email_domain(self, customer: Customer) -> str | None:
        _, at, domain = (text(customer.row.get("email")) or "").rpartition("@")
        return (key(domain) or None) if at else None

    def _bucket(self, customer: Customer) -> Fraction:
        salted = f"{self._settings.bucket_salt}:{customer.row['customer_id']}"
        return Fraction(int(hashlib.md5(salted.encode(), usedforsecurity=False).hexdigest()[:8], 16) % 100)

    def _social_networks(self, customer: Customer) -> tuple[str, ...]:
        return spelled_once(customer.networks)

    def _order_channels(self, customer: Customer) -> tuple[str, ...]:
        return spelled_once(order.channel for order in customer.orders if order.channel and not order.is_cancelled)

    def _last_order_status(self, customer: Customer) -> str | None:
        latest = max(customer.orders, key=lambda order: (order.ordered_at, str(order.row["order_id"])), default=None)
        return latest.status if latest else None


def spelled_once(names: Iterable[str]) -> tuple[str, ...]:
    """Sort names by code point; names that compare equal are one, spelled as the least of them."""
    spelled: dict[str, str] = {}
    for name in sorted(names):
        spelled.setdefault(key(name), name)
    return tuple(sorted(spelled.values()))
