"""Random carts, reviews, answers, interactions, score adjustments and fields of the shop's own."""

from datetime import timedelta

from tests.reference.values import instant
from tests.segment_language.random_cells import BAD_DATES, CHANNELS, CITIES, KINDS, Cells

TYPES = ["text", "number", "date", "boolean", "Number ", "money"]
CHANGES = ["2024-01-01 00:00:00", "2022-01-01 00:00:00"]
OWN_FIELDS = ["pet", "height", "wedding", "member", "любимый чай"]


def add_activity(cells: Cells) -> None:
    """Add everything that customers do beside ordering."""
    count = len(cells.tables.get("customers", []))
    for place in range(cells.random.randint(0, count * 2)):
        add_cart(cells, f"cart{place}")
    for place in range(cells.random.randint(0, count * 2)):
        add_review(cells, f"review{place}")
        add_answer(cells, f"answer{place}")
    for place in range(cells.random.randint(0, count * 2)):
        add_interaction(cells, f"interaction{place}")
        if place % 3 == 0:
            add_adjustment(cells, f"adjustment{place}")
    add_own_fields(cells)


def when(cells: Cells) -> str | None:
    return cells.bad_or(cells.written(cells.an_instant()), BAD_DATES)


def add_cart(cells: Cells, cart_id: str) -> None:
    """Add a cart, often to the second a day before its customer's order or before the refresh."""
    customer, updated_at = cells.an_id("customers", "customer_id"), when(cells)
    shift = timedelta(hours=cells.random.choice([0, 24]), seconds=cells.random.choice([-1, 0, 1]))
    order = cells.random.choice([*cells.tables.get("orders", []), None])
    ordered_at = instant(order["ordered_at"]) if order else None
    if order and ordered_at and cells.chance(0.5):
        customer, updated_at = str(order["customer_id"]), cells.written(ordered_at - shift)
    elif cells.chance(0.3):
        updated_at = cells.written(cells.settings.instant - shift)
    order_id = cells.random.choice(["o1", "o99999"]) if cells.chance(0.15) else cells.random.choice([None, "", " "])
    cells.tables.add("carts", cart_id=cart_id, customer_id=customer, updated_at=updated_at, order_id=order_id)
    for _ in range(cells.random.choice([0, 1, 1, 2, 3])):
        cells.tables.add(
            "cart_items",
            cart_id=cart_id,
            product_id=cells.an_id("products", "product_id"),
            quantity=cells.random.choice(["1", "2", "0.3333", None]),
            unit_price=cells.bad_or(cells.money(), ["free", None]),
        )


def add_review(cells: Cells, review_id: str) -> None:
    cells.tables.add(
        "reviews",
        review_id=review_id,
        customer_id=cells.an_id("customers", "customer_id"),
        product_id=cells.bad_or(cells.an_id("products", "product_id"), [None, ""], 0.1),
        rating=cells.bad_or(str(cells.random.randint(1, 5)), ["good", None], 0.15),
        reviewed_at=when(cells),
        updated_at="2020-01-01 00:00:00",
    )


def add_answer(cells: Cells, response_id: str) -> None:
    cells.tables.add(
        "nps_responses",
        response_id=response_id,
        customer_id=cells.an_id("customers", "customer_id"),
        score=cells.bad_or(str(cells.random.randint(0, 10)), ["ten", None], 0.1),
        answered_at=when(cells),
        updated_at="2020-01-01 00:00:00",
    )


def add_interaction(cells: Cells, interaction_id: str) -> None:
    cells.tables.add(
        "interactions",
        interaction_id=interaction_id,
        customer_id=cells.an_id("customers", "customer_id"),
        channel=cells.one_of(CHANNELS),
        kind=cells.one_of(KINDS),
        occurred_at=when(cells),
    )


def add_adjustment(cells: Cells, adjustment_id: str) -> None:
    cells.tables.add(
        "score_adjustments",
        adjustment_id=adjustment_id,
        customer_id=cells.an_id("customers", "customer_id"),
        points=cells.bad_or(cells.random.choice(["5", "-3", "0.25"]), ["many", None]),
        reason="a test",
        author="tests",
        adjusted_at=when(cells),
    )


def add_own_fields(cells: Cells) -> None:
    for field in cells.random.sample(OWN_FIELDS, cells.random.randint(0, len(OWN_FIELDS))):
        cells.tables.add("field_types", field=field, label=field, type=cells.random.choice(TYPES))
        for row in cells.tables["customers"]:
            for updated_at in cells.random.sample(
                ["2024-01-01 00:00:00", "2022-01-01 00:00:00"], cells.random.randint(0, 2)
            ):
                cells.tables.add(
                    "customer_fields",
                    customer_id=row["customer_id"],
                    field=field,
                    value=own_value(cells),
                    updated_at=updated_at,
                )


def own_value(cells: Cells) -> str | None:
    day = cells.settings.today - timedelta(days=cells.random.randint(-5, 400))
    number = str(cells.random.choice([5, 7.5, -1, 0]))
    return cells.one_of([str(day), number, number, cells.random.choice(["true", "no"]), cells.random.choice(CITIES)])
