"""How each field is spoken of; a field of the catalogue without an entry here fails a test."""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.specs.catalogue import CUSTOM_PREFIX
from orchestration.specs.words_values import said_text


@dataclass(frozen=True)
class Thing:
    """Say of a field that it is so and so: whose <noun> <verb> ...

    Args:
        noun: what the customer has.
        verb: is or was.
        unit: what a number is counted in, for one and for many.
        yearly: what the noun is called when it comes every year.
    """

    noun: str
    verb: str = "is"
    unit: tuple[str, str] = ("", "")
    yearly: str = ""


@dataclass(frozen=True)
class Doing:
    """Say of a number what the customer did so much of: who <verb> <number> <things>.

    Args:
        verb: what the customer did.
        noun: the number by itself.
        things: what is counted, one and many; empty for money.
        ending: what follows the number.
    """

    verb: str
    noun: str
    things: tuple[str, str] = ("", "")
    ending: str = ""


@dataclass(frozen=True)
class Holding:
    """Say of a list what is in it: who <did> the <one> ...

    Args:
        did: what the customer did with a member of the list.
        did_not: the opposite.
        one: a member of the list.
        many: members of the list.
    """

    did: str
    did_not: str
    one: str
    many: str


@dataclass(frozen=True)
class YesNo:
    """Say a truth: who <yes>, who <no>.

    Args:
        yes: when it is true.
        no: when it is known to be false.
        noun: the truth by itself.
    """

    yes: str
    no: str
    noun: str


Wording = Thing | Doing | Holding | YesNo

_ORDERS = ("order", "orders")

WORDINGS: dict[str, Wording] = {
    "city": Thing("city"),
    "region": Thing("region"),
    "country": Thing("country"),
    "gender": Thing("gender"),
    "age": Thing("age"),
    "birth_date": Thing("date of birth", yearly="birthday"),
    "registered_date": Thing("registration", "was"),
    "source": Thing("source"),
    "store": Thing("store"),
    "organization": Thing("organization"),
    "manager_name": Thing("manager"),
    "email": Thing("e-mail address"),
    "email_domain": Thing("e-mail domain"),
    "phone": Thing("phone number"),
    "social_networks": Holding("have an account of", "do not have an account of", "network", "networks"),
    "is_vip": YesNo("are marked as VIP", "are marked as not VIP", "VIP mark"),
    "is_blocked": YesNo("are blocked by the shop", "are marked as not blocked by the shop", "block by the shop"),
    "email_consent": YesNo("agreed to receive e-mail", "refused to receive e-mail", "consent to e-mail"),
    "sms_consent": YesNo(
        "agreed to receive text messages", "refused to receive text messages", "consent to text messages"
    ),
    "bucket": Thing("bucket"),
    "orders_sum": Doing("ordered for", "sum of orders"),
    "paid_sum": Doing("paid", "paid sum"),
    "net_paid_sum": Doing("paid", "paid sum net of refunds", ending=" net of refunds"),
    "orders_count": Doing("placed", "number of orders", _ORDERS),
    "paid_orders_count": Doing("paid for", "number of paid orders", _ORDERS),
    "cancelled_orders_count": Doing("have", "number of cancelled orders", ("cancelled order", "cancelled orders")),
    "average_check": Thing("average check"),
    "first_order_date": Thing("first order", "was"),
    "last_order_date": Thing("last order", "was"),
    "days_since_last_order": Thing("last order", "was", ("day ago", "days ago")),
    "items_count": Doing("ordered", "number of units ordered", ("unit", "units")),
    "order_channels": Holding("ordered through", "did not order through", "channel", "channels"),
    "last_order_status": Thing("last order's status"),
    "categories_bought": Holding("bought from", "did not buy from", "category", "categories"),
    "products_bought": Holding("bought", "did not buy", "product", "products"),
    "brands_bought": Holding("bought", "did not buy", "brand", "brands"),
    "distinct_categories_count": Doing("bought from", "number of categories bought", ("category", "categories")),
    "abandoned_carts_count": Doing("abandoned", "number of abandoned carts", ("cart", "carts")),
    "abandoned_carts_sum": Doing("left", "sum of abandoned carts", ending=" in abandoned carts"),
    "last_abandoned_cart_date": Thing("last abandoned cart", "was"),
    "reviews_count": Doing("wrote", "number of reviews", ("review", "reviews")),
    "average_rating": Thing("average rating"),
    "last_review_date": Thing("last review", "was"),
    "last_nps_score": Thing("last NPS score"),
    "nps_group": Thing("NPS group"),
    "last_nps_date": Thing("last NPS answer", "was"),
    "interactions_count": Doing("had", "number of interactions", ("interaction", "interactions")),
    "last_interaction_date": Thing("last interaction", "was"),
    "score": Thing("score"),
    "recency_score": Thing("recency score"),
    "frequency_score": Thing("frequency score"),
    "monetary_score": Thing("monetary score"),
    "rfm_group": Thing("RFM group"),
}


def wording_of(field: str) -> Wording:
    """Give the wording of a field of customers, the shop's own by their names."""
    if field.startswith(CUSTOM_PREFIX):
        return Thing(f"field {said_text(field.removeprefix(CUSTOM_PREFIX))}")
    return WORDINGS[field]
