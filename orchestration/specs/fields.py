"""Every field, chapter by chapter."""

from __future__ import annotations

from orchestration.specs.catalogue import CUSTOM_PREFIX, Catalogue, Chapter, Field, FieldType
from orchestration.specs.operators import OPERATORS, SCOPE_KEYS

NUMBER, DATE, TEXT, LIST, BOOLEAN, SEGMENT, CUSTOM = FieldType

MONEY = "decimal(18,4)"
COUNT = "bigint"
TEXTS = "varchar[]"

_WINDOW = ("within", "from", "to")
_ORDER_SCOPES = ("category", "product", "brand", "channel", "store", "status", *_WINDOW)
_PRODUCT_SCOPES = ("category", "product", "brand", *_WINDOW)
_INTERACTION_SCOPES = ("channel", "kind", *_WINDOW)


def _text(name: str, meaning: str) -> Field:
    return Field(name, TEXT, meaning, "varchar")


def _yes_no(name: str, meaning: str) -> Field:
    return Field(name, BOOLEAN, meaning, "boolean")


def _order(name: str, field_type: FieldType, meaning: str, data_type: str) -> Field:
    return Field(name, field_type, meaning, data_type, _ORDER_SCOPES)


CUSTOMER = (
    _text("city", "city the customer lives in"),
    _text("region", "region the customer lives in"),
    _text("country", "country the customer lives in"),
    _text("gender", "gender as the shop wrote it down"),
    Field("age", NUMBER, "whole years at the refresh's day", COUNT),
    Field("birth_date", DATE, "day of birth", "date"),
    Field("registered_date", DATE, "day the customer registered, in the shop's time zone", "date"),
    _text("source", "where the customer came from"),
    _text("store", "shop the customer belongs to"),
    _text("organization", "organization the customer buys for"),
    _text("manager_name", "manager who looks after the customer"),
    _text("email", "e-mail address"),
    _text("email_domain", "part of the e-mail address after the last @, in lower case"),
    _text("phone", "phone number"),
    Field("social_networks", LIST, "networks the customer has an account of", TEXTS),
    _yes_no("is_vip", "marked as a VIP by the shop"),
    _yes_no("is_blocked", "blocked by the shop"),
    _yes_no("email_consent", "agreed to receive e-mail"),
    _yes_no("sms_consent", "agreed to receive text messages"),
    Field("bucket", NUMBER, "0 to 99, drawn from the customer's id: hold-out groups that stay as they are", COUNT),
)

ORDERS = (
    _order("orders_sum", NUMBER, "money of the orders that are not cancelled, paid or not", MONEY),
    _order("paid_sum", NUMBER, "money of the paid orders", MONEY),
    _order("net_paid_sum", NUMBER, "money of the paid orders less their refunds", MONEY),
    _order("orders_count", NUMBER, "orders that are not cancelled, paid or not", COUNT),
    _order("paid_orders_count", NUMBER, "paid orders", COUNT),
    _order("cancelled_orders_count", NUMBER, "cancelled orders", COUNT),
    _order("average_check", NUMBER, "paid_sum divided by paid_orders_count", MONEY),
    _order("first_order_date", DATE, "day of the first order that is not cancelled", "date"),
    _order("last_order_date", DATE, "day of the last order that is not cancelled", "date"),
    _order("days_since_last_order", NUMBER, "calendar days since last_order_date", COUNT),
    _order("items_count", NUMBER, "units in the orders that are not cancelled", MONEY),
    Field("order_channels", LIST, "channels of the orders that are not cancelled", TEXTS),
    _text("last_order_status", "status of the last order, cancelled ones included"),
)

PRODUCTS = (
    Field("categories_bought", LIST, "categories in the paid orders", TEXTS, _ORDER_SCOPES, "category"),
    Field("products_bought", LIST, "products in the paid orders", TEXTS, _ORDER_SCOPES, "product"),
    Field("brands_bought", LIST, "brands in the paid orders", TEXTS, _ORDER_SCOPES, "brand"),
    Field("distinct_categories_count", NUMBER, "different categories in the paid orders", COUNT, _ORDER_SCOPES),
)

CARTS = (
    Field("abandoned_carts_count", NUMBER, "carts no order followed in time", COUNT, _PRODUCT_SCOPES),
    Field("abandoned_carts_sum", NUMBER, "money of the goods in those carts", MONEY, _PRODUCT_SCOPES),
    Field("last_abandoned_cart_date", DATE, "day the last of those carts was last changed", "date", _PRODUCT_SCOPES),
)

REVIEWS = (
    Field("reviews_count", NUMBER, "reviews the customer wrote", COUNT, _PRODUCT_SCOPES),
    Field("average_rating", NUMBER, "average of the ratings in the customer's reviews, 1 to 5", MONEY, _PRODUCT_SCOPES),
    Field("last_review_date", DATE, "day of the last review", "date", _PRODUCT_SCOPES),
)

NPS = (
    Field("last_nps_score", NUMBER, "last answer to how likely the customer recommends the shop, 0 to 10", MONEY),
    _text("nps_group", "promoter, passive or detractor, by last_nps_score"),
    Field("last_nps_date", DATE, "day of that answer", "date"),
)

INTERACTIONS = (
    Field("interactions_count", NUMBER, "letters, messages, calls and visits", COUNT, _INTERACTION_SCOPES),
    Field("last_interaction_date", DATE, "day of the last of them", "date", _INTERACTION_SCOPES),
)

SCORES = (
    Field("score", NUMBER, "points of the score rules that hold, and of manual adjustments", MONEY, is_measure=False),
)

RFM = (
    Field("recency_score", NUMBER, "how recently the customer paid, 1 to 5, 5 best", COUNT),
    Field("frequency_score", NUMBER, "how often the customer paid, 1 to 5, 5 best", COUNT),
    Field("monetary_score", NUMBER, "how much the customer paid, 1 to 5, 5 best", COUNT),
    _text("rfm_group", "group by recency_score and frequency_score, such as champion"),
)

CUSTOMS = (Field(f"{CUSTOM_PREFIX}<field>", CUSTOM, "field of the shop's own, by its name in field_types", "varchar"),)

SEGMENTS = (
    Field(
        "segment",
        SEGMENT,
        "other segments the customer is in, as of the same refresh",
        "varchar",
        is_measure=False,
    ),
)

CATALOGUE = Catalogue(
    chapters=(
        Chapter("customer", "who the customer is", CUSTOMER),
        Chapter("orders", "what the customer ordered and paid", ORDERS),
        Chapter("products", "what the customer bought", PRODUCTS),
        Chapter("carts", "what the customer left in the cart", CARTS),
        Chapter("reviews", "what the customer wrote about products", REVIEWS),
        Chapter("nps", "whether the customer recommends the shop", NPS),
        Chapter("interactions", "how the shop and the customer were in touch", INTERACTIONS),
        Chapter("score", "how many points the customer has", SCORES),
        Chapter("rfm", "how the customer ranks among those who paid", RFM),
        Chapter("custom", "what else the shop knows", CUSTOMS),
        Chapter("segment", "which other segments the customer is in", SEGMENTS),
    ),
    operators=OPERATORS,
    scope_keys=SCOPE_KEYS,
)
