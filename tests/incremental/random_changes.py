"""What happens to the rows of a random shop: they change, move, repeat, are marked as deleted or vanish."""

from collections.abc import Callable, Mapping

from tests.incremental.random_world import LATE, World
from tests.reference.values import Cell, Row
from tests.segment_language.random_activity import TYPES, own_value
from tests.segment_language.random_cells import (
    BAD_DATES,
    BRANDS,
    CATEGORY_NAMES,
    CHANNELS,
    CITIES,
    EMAILS,
    KINDS,
    STATUSES,
    STORES,
)

Draw = Callable[[World], Cell]

# What a row is named by: with another one it would be another row.
KEYS = {
    "customers": ("customer_id",),
    "orders": ("order_id",),
    "order_items": ("order_item_id",),
    "refunds": ("refund_id",),
    "products": ("product_id",),
    "categories": ("category_id",),
    "customer_fields": ("customer_id", "field"),
    "field_types": ("field",),
    "social_accounts": ("customer_id", "network"),
    "carts": ("cart_id",),
    "reviews": ("review_id",),
    "nps_responses": ("response_id",),
    "interactions": ("interaction_id",),
    "score_adjustments": ("adjustment_id",),
    "exchange_rates": ("currency", "valid_from"),
}


def _instant(world: World) -> Cell:
    return world.bad_or(world.written(world.an_instant()), BAD_DATES)


def _instant_or_none(world: World) -> Cell:
    return None if world.chance(0.4) else _instant(world)


def _customer(world: World) -> Cell:
    return world.an_id("customers", "customer_id")


def _order(world: World) -> Cell:
    return world.an_id("orders", "order_id")


def _product(world: World) -> Cell:
    return world.bad_or(world.an_id("products", "product_id"), [None, "unknown"])


def _category(world: World) -> Cell:
    return world.bad_or(world.an_id("categories", "category_id"), [None, "unknown"])


def _flag(world: World) -> Cell:
    return world.bad_or(world.random.choice(["true", "false"]), ["", None, "maybe"], 0.2)


def _birthday(world: World) -> Cell:
    today = world.settings.today
    return world.random.choice([f"1990-{today:%m-%d}", "1996-02-29", "1988-03-01", "2001-12-31", None, "2024-02-30"])


def _of(*choices: str) -> Draw:
    return lambda world: world.one_of(list(choices))


def _money(world: World) -> Cell:
    return world.bad_or(world.money(), ["free", None])


CELLS: Mapping[str, Mapping[str, Draw]] = {
    "customers": {
        **dict.fromkeys(("city", "region", "manager_name", "last_name"), _of(*CITIES)),
        **dict.fromkeys(("is_vip", "is_blocked", "email_consent", "sms_consent"), _flag),
        "birth_date": _birthday,
        "registered_at": _instant,
        "email": _of(*EMAILS),
        "store": _of(*STORES),
    },
    "orders": {
        **dict.fromkeys(("paid_at", "cancelled_at"), _instant_or_none),
        "ordered_at": _instant,
        "customer_id": _customer,
        "status": _of(*STATUSES),
        "channel": _of(*CHANNELS),
        "store": _of(*STORES),
        "currency": _of("USD", "usd ", "EUR", "RUB", "XXX", "CHF", "CHF"),
        "discount": lambda world: world.random.choice([None, "0", "10", "99.99", "n/a"]),
    },
    "order_items": {
        "order_id": _order,
        "product_id": _product,
        "quantity": lambda world: world.random.choice(["1", "2", "0.5", None, "x"]),
        "unit_price": _money,
        "discount": lambda world: world.random.choice([None, "5", "12.34"]),
    },
    "refunds": {"order_id": _order, "amount": _money, "refunded_at": _instant},
    "products": {
        "name": _of("Product 1", "product 2", "Товар 3", "Renamed"),
        "sku": _of("SKU-1", "sku-2"),
        "brand": _of(*BRANDS),
        "category_id": _category,
    },
    "categories": {"name": _of(*CATEGORY_NAMES), "parent_id": _category},
    "customer_fields": {"value": own_value},
    "field_types": {"type": _of(*TYPES)},
    "carts": {"customer_id": _customer, "order_id": lambda world: world.random.choice([None, "", "o1"])},
    "cart_items": {"product_id": _product, "quantity": _of("1", "2"), "unit_price": _money},
    "reviews": {
        "customer_id": _customer,
        "product_id": _product,
        "rating": _of("1", "5", "good"),
        "reviewed_at": _instant,
    },
    "nps_responses": {"customer_id": _customer, "score": _of("0", "7", "9", "10", "ten"), "answered_at": _instant},
    "interactions": {"customer_id": _customer, "channel": _of(*CHANNELS), "kind": _of(*KINDS)},
    "score_adjustments": {"customer_id": _customer, "points": _of("5", "-3", "many")},
    "exchange_rates": {"rate": _of("55.5", "1.00000001", "none", "90")},
}


def _any_row(world: World) -> tuple[str, Row] | None:
    table = world.random.choice(list(CELLS))
    row = world.a_row(table)
    return (table, row) if row else None


def change_a_row(world: World) -> None:
    """Change some cells of a row."""
    if found := _any_row(world):
        table, row = found
        cells = CELLS[table]
        for column in world.random.sample(list(cells), world.random.randint(1, min(3, len(cells)))):
            row[column] = cells[column](world)
        world.stamp(table, row)


def delete_a_row(world: World) -> None:
    """Mark a row as deleted, at times from a later instant on; the source may not touch `updated_at`."""
    if found := _any_row(world):
        table, row = found
        row["deleted_at"] = world.bad_or(world.written(world.a_change()), ["never"], 0.05)
        if table == "cart_items" or world.chance(0.5):
            world.stamp(table, row)


def bring_a_row_back(world: World) -> None:
    """Take the mark of a deleted row away."""
    deleted = [(table, row) for table in CELLS for row in world.tables[table] if row.get("deleted_at")]
    if deleted:
        table, row = world.random.choice(deleted)
        row["deleted_at"] = None
        world.stamp(table, row)


def repeat_a_row(world: World) -> None:
    """Add a row with a key that is there already, or without one."""
    table = world.random.choice(list(KEYS))
    row, other = world.a_row(table), world.a_row(table)
    if row and other:
        keys = {key: row[key] for key in KEYS[table]}
        if world.chance(0.2):
            keys[KEYS[table][0]] = world.random.choice([None, "", " "])
        repeated = {**other, **keys}
        world.stamp(table, repeated)
        world.tables[table].append(repeated)


def let_a_parent_come(world: World) -> None:
    """Add the customer, product, category, rate or field that rows have been waiting for."""
    choice = world.random.choice([*LATE, "exchange_rates", "field_types"])
    if choice == "customers":
        world.stamp_new(lambda: world.tables.customer(LATE[choice], city="Москва"))
    elif choice == "products":
        world.stamp_new(lambda: world.tables.product(LATE[choice], "Late tea", str(_category(world))))
    elif choice == "categories":
        world.tables.category(LATE[choice], "Чай", str(_category(world)))
    elif choice == "exchange_rates":
        world.tables.add("exchange_rates", currency="CHF", valid_from="2022-01-01", rate="99.5")
    else:
        for field in {str(row["field"]) for row in world.tables["customer_fields"]}:
            world.tables.add("field_types", field=field, label=field, type="text")


def let_rows_vanish(world: World) -> None:
    """Remove rows without a trace; only a full refresh is promised to see it."""
    for _ in range(world.random.randint(1, 3)):
        if found := _any_row(world):
            world.tables[found[0]].remove(found[1])


def spoil_a_table(world: World) -> Callable[[bool], None]:
    """Make a whole table unusable, as a broken export does; gives what puts it right.

    It is put right as if nothing had been, or, where the broken one was published, by rows that say they changed.
    """
    table, column = world.random.choice([("orders", "customer_id"), ("order_items", "order_id"), ("carts", "cart_id")])
    before = [dict(row) for row in world.tables[table]]
    for row in world.tables[table]:
        row[column] = "nobody"
        world.stamp(table, row)

    def put_right(was_published: bool) -> None:
        world.tables[table][:] = before
        for row in before if was_published else ():
            world.stamp(table, row)

    return put_right


CHANGES: tuple[Callable[[World], None], ...] = (
    *[World.add_something] * 4,
    *[change_a_row] * 6,
    *[delete_a_row] * 2,
    bring_a_row_back,
    repeat_a_row,
    let_a_parent_come,
)


def happen(world: World, count: int) -> None:
    """Let a number of things happen."""
    for _ in range(count):
        world.random.choice(CHANGES)(world)
