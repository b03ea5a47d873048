"""Every field, measured for one customer."""

import hashlib
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from tests.reference import measures
from tests.reference.catalogue import Catalogue, Product
from tests.reference.customers import Customer
from tests.reference.days import age
from tests.reference.scoping import within
from tests.reference.settings import Settings
from tests.reference.spelling import Scope
from tests.reference.values import boolean, day, instant, key, text

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
RFM = ("recency_score", "frequency_score", "monetary_score")
MEASURES = measures.OF_ORDERS | measures.OF_CARTS | measures.OF_REVIEWS | measures.OF_INTERACTIONS
OTHER_DATES = ("birth_date", "registered_date", "last_nps_date")
TYPES = {
    **dict.fromkeys((*PLAIN_TEXTS, "email_domain", "last_order_status", "nps_group", "rfm_group"), "text"),
    **dict.fromkeys(BOOLEANS, "boolean"),
    **dict.fromkeys(("social_networks", "order_channels", *BOUGHT), "list"),
    **dict.fromkeys(("age", "bucket", "last_nps_score", "score", *RFM), "number"),
    **{name: "date" if name.endswith("_date") else "number" for name in (*MEASURES, *OTHER_DATES)},
}


class Fields:
    """Measure fields of customers at one instant."""

    def __init__(self, catalogue: Catalogue, custom_types: dict[str, str], settings: Settings) -> None:
        self._catalogue = catalogue
        self._settings = settings
        self.types = TYPES | {f"custom.{name}": kind for name, kind in custom_types.items()}

    def measure(self, field: str, customer: Customer, scope: Scope) -> Value:
        """Give the field's value as `customer_aggregates` shows it, narrowed by a scope."""
        if field.startswith("custom."):
            return customer.custom.get(field.removeprefix("custom.").strip())
        if field in PLAIN_TEXTS:
            return text(customer.row.get(field))
        if field in BOOLEANS:
            return boolean(customer.row.get(field))
        if field in MEASURES:
            return self._measure(field, customer, scope)
        if field in BOUGHT:
            labels = (self._catalogue.label(BOUGHT[field], product) for product in self.bought(customer, scope))
            return spelled_once(label for label in labels if label)
        measured: Value = getattr(self, f"_{field}")(customer)
        return measured

    def _measure(self, field: str, customer: Customer, scope: Scope) -> Value:
        catalogue, today = self._catalogue, self._settings.today
        if field in measures.OF_ORDERS:
            return measures.OF_ORDERS[field](within(customer.orders, scope, catalogue, today), today)
        if field in measures.OF_CARTS:
            return measures.OF_CARTS[field](within(customer.carts, scope, catalogue, today))
        if field in measures.OF_REVIEWS:
            return measures.OF_REVIEWS[field](within(customer.reviews, scope, catalogue, today))
        return measures.OF_INTERACTIONS[field](within(customer.interactions, scope, catalogue, today))

    def bought(self, customer: Customer, scope: Scope) -> list[Product]:
        """Give the products of paid orders within a scope."""
        orders = within(customer.orders, scope, self._catalogue, self._settings.today)
        return [line.product for part in measures.paid(orders) for line in part.lines if line.product]

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
        channels = (order.told("channel") for order in customer.orders if not order.is_cancelled)
        return spelled_once(channel for channel in channels if channel)

    def _last_order_status(self, customer: Customer) -> str | None:
        latest = max(customer.orders, key=lambda order: (order.happened_at, str(order.row["order_id"])), default=None)
        return latest.told("status") if latest else None

    def _last_nps_score(self, customer: Customer) -> Fraction | None:
        return customer.answers[-1].counted("score") if customer.answers else None

    def _last_nps_date(self, customer: Customer) -> date | None:
        return customer.answers[-1].day if customer.answers else None

    def _nps_group(self, customer: Customer) -> str | None:
        score = self._last_nps_score(customer)
        if score is None:
            return None
        if score >= self._settings.nps_promoter_from:
            return "promoter"
        return "passive" if score >= self._settings.nps_passive_from else "detractor"

    def _recency_score(self, customer: Customer) -> Fraction | None:
        return Fraction(customer.rfm.recency) if customer.rfm else None

    def _frequency_score(self, customer: Customer) -> Fraction | None:
        return Fraction(customer.rfm.frequency) if customer.rfm else None

    def _monetary_score(self, customer: Customer) -> Fraction | None:
        return Fraction(customer.rfm.monetary) if customer.rfm else None

    def _rfm_group(self, customer: Customer) -> str | None:
        return customer.rfm.group if customer.rfm else None

    def _score(self, customer: Customer) -> Fraction:
        return customer.score


def spelled_once(names: Iterable[str]) -> tuple[str, ...]:
    """Sort names by code point; names that compare equal are one, spelled as the least of them."""
    spelled: dict[str, str] = {}
    for name in sorted(names):
        spelled.setdefault(key(name), name)
    return tuple(sorted(spelled.values()))
