"""Carts, reviews, answers and interactions."""

from tests.harness import Tables, condition
from tests.segment_language.cases.chapter import Case, Chapter

TABLES = Tables()
TABLES.category("a_toys", "Activity toys")
TABLES.product("a_car", "Toy car", "a_toys", brand="Wheels")
TABLES.product("a_book", "Thick book", brand="Pages")


def _cart(cart_id: str, customer_id: str, updated_at: str, *lines: tuple[str, str, str], order_id: str = "") -> None:
    TABLES.add("carts", cart_id=cart_id, customer_id=customer_id, updated_at=updated_at, order_id=order_id)
    for product_id, quantity, unit_price in lines:
        TABLES.add("cart_items", cart_id=cart_id, product_id=product_id, quantity=quantity, unit_price=unit_price)


# The refresh is at 2024-05-15 09:00:00; a cart has 24 hours to become an order.
for _name in ("a_left", "a_waits", "a_edge", "a_ordered", "a_followed", "a_followed_late", "a_cancelled", "a_before"):
    TABLES.customer(_name)
_cart("a_1", "a_left", "2024-05-13 21:00:00", ("a_car", "2", "10"), ("a_book", "1", "5"), ("a_book", "1", "5"))
_cart("a_2", "a_left", "2024-01-13 21:00:00")
_cart("a_3", "a_waits", "2024-05-14 09:00:01", ("a_car", "1", "10"))
_cart("a_4", "a_edge", "2024-05-14 09:00:00", ("a_car", "1", "0.00005"))
_cart("a_5", "a_ordered", "2024-05-01 09:00:00", ("a_car", "1", "10"), order_id="a_o1")
_cart("a_6", "a_followed", "2024-05-01 09:00:00")
TABLES.order("a_o2", "a_followed", "2024-05-02 09:00:00", {"unit_price": "1"})
_cart("a_7", "a_followed_late", "2024-05-01 09:00:00")
TABLES.order("a_o3", "a_followed_late", "2024-05-02 09:00:01", {"unit_price": "1"})
_cart("a_8", "a_cancelled", "2024-05-01 09:00:00")
TABLES.order("a_o4", "a_cancelled", "2024-05-01 09:00:00", {"unit_price": "1"}, cancelled_at="2024-05-01 09:00:00")
_cart("a_9", "a_before", "2024-05-01 09:00:00")
TABLES.order("a_o5", "a_before", "2024-05-01 08:59:59", {"unit_price": "1"})

for _name in ("a_critic", "a_fan", "a_mute"):
    TABLES.customer(_name)
for _review, (_name, _product, _rating, _instant) in {
    "a_r1": ("a_critic", "a_car", "1", "2024-05-14 20:59:59"),
    "a_r2": ("a_critic", "a_book", "2", "2024-05-14 21:00:00"),
    "a_r3": ("a_critic", "a_book", "2", "2024-05-15 09:00:00"),
    "a_r4": ("a_fan", "a_car", "5", "2024-05-15 09:00:01"),
    "a_r5": ("a_fan", "a_no_such_product", None, "2024-05-01 09:00:00"),
}.items():
    TABLES.add(
        "reviews",
        review_id=_review,
        customer_id=_name,
        product_id=_product,
        rating=_rating,
        reviewed_at=_instant,
        updated_at=_instant,
    )
for _answer, (_name, _score, _instant) in {
    "a_n1": ("a_critic", "10", "2024-05-01 09:00:00"),
    "a_n2": ("a_critic", "6", "2024-05-02 09:00:00"),
    "a_n3": ("a_fan", "9", "2024-05-02 09:00:00"),
    "a_n4": ("a_fan", "8", "2024-05-02 09:00:00"),
    "a_n5": ("a_mute", "7", "2024-05-02 09:00:00"),
    "a_n6": ("a_mute", "none", "2024-05-03 09:00:00"),
    "a_n7": ("a_mute", "3", "2024-05-15 09:00:01"),
}.items():
    TABLES.add(
        "nps_responses",
        response_id=_answer,
        customer_id=_name,
        score=_score,
        answered_at=_instant,
        updated_at=_instant,
    )
for _interaction, (_channel, _kind, _instant) in {
    "a_i1": ("email", "sent", "2024-05-01 09:00:00"),
    "a_i2": ("Email", "OPENED", "2024-05-14 20:59:59"),
    "a_i3": ("email", "opened", "2024-05-14 21:00:00"),
    "a_i4": ("sms", "opened", "2024-05-15 09:00:01"),
}.items():
    TABLES.add(
        "interactions",
        interaction_id=_interaction,
        customer_id="a_fan",
        channel=_channel,
        kind=_kind,
        occurred_at=_instant,
    )


def _case(code: str, field: str, operator: str, value: str, members: str, *, scope: str = "") -> Case:
    return Case(code, [condition(field, operator, value, scope=scope)], members)


ACTIVITY = Chapter(
    "activity",
    TABLES,
    [
        _case("carts_left", "abandoned_carts_count", "at_least", "1", "a_left a_edge a_followed_late a_before"),
        _case("carts_left_twice", "abandoned_carts_count", "equals", "2", "a_left"),
        _case("cart_without_lines", "abandoned_carts_count", "equals", "1", "a_left", scope="to=2024-01-31"),
        _case("carts_money", "abandoned_carts_sum", "equals", "30", "a_left"),
        _case("cart_line_rounds_half_up", "abandoned_carts_sum", "equals", "0.0001", "a_edge"),
        _case("carts_of_category", "abandoned_carts_sum", "equals", "20", "a_left", scope="category=activity TOYS"),
        _case("carts_of_product", "abandoned_carts_count", "equals", "1", "a_left", scope="product=Thick book"),
        _case("carts_since_yesterday", "abandoned_carts_count", "equals", "1", "a_left a_edge", scope="within=1d"),
        _case("last_cart", "last_abandoned_cart_date", "on", "2024-05-14", "a_left a_edge"),
        _case("reviews", "reviews_count", "equals", "3", "a_critic"),
        _case("reviews_to_come", "reviews_count", "equals", "1", "a_fan"),
        # 5 points over 3 reviews
        _case("rating", "average_rating", "equals", "1.6667", "a_critic"),
        _case("rating_of_brand", "average_rating", "equals", "2", "a_critic", scope="brand=pages"),
        _case("rating_of_yesterday", "average_rating", "equals", "1", "a_critic", scope="to=yesterday"),
        _case("rating_not_given", "reviews_count", "at_least", "1", "a_fan", scope="from=2024-05-01;to=2024-05-01"),
        _case("last_review", "last_review_date", "on", "today", "a_critic"),
        _case("nps_last", "last_nps_score", "equals", "6", "a_critic"),
        _case("nps_greater_id_is_later", "last_nps_score", "equals", "8", "a_fan"),
        _case(
            "nps_not_a_number",
            "last_nps_score",
            "is_not_set",
            "",
            " ".join({str(row["customer_id"]) for row in TABLES["customers"]} - {"a_critic", "a_fan"}),
        ),
        _case("nps_date_of_the_last", "last_nps_date", "on", "2024-05-03", "a_mute"),
        _case("nps_detractor", "nps_group", "equals", "Detractor", "a_critic"),
        _case("nps_passive", "nps_group", "in", "passive|promoter", "a_fan"),
        _case("interactions", "interactions_count", "equals", "3", "a_fan"),
        _case("interactions_of_kind", "interactions_count", "equals", "2", "a_fan", scope="channel=EMAIL;kind=opened"),
        _case("interactions_of_today", "interactions_count", "equals", "1", "a_fan", scope="within=0d"),
        _case("last_interaction", "last_interaction_date", "on", "yesterday", "a_fan", scope="to=-1d"),
    ],
)
