"""A random shop that lives on between refreshes, as a source that keeps `updated_at` does.

Everything that happens keeps what a source promises: a row that changes gets an `updated_at` after the last refresh, or
so shortly before it that a late arrival is still looked for; or none at all.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from tests.harness.columns import TABLES
from tests.reference import Settings
from tests.reference.values import Row
from tests.segment_language.random_activity import (
    add_activity,
    add_adjustment,
    add_answer,
    add_cart,
    add_interaction,
    add_review,
    own_value,
)
from tests.segment_language.random_shops import Sales

# Rows that come before what they hang on; at some later step that may come too.
LATE = {"customers": "late customer", "products": "late product", "categories": "late category"}
LATE_ARRIVAL = timedelta(hours=72)
# When a row of these last changed is when what it tells of happened.
CHANGED_AT = {"interactions": "occurred_at", "score_adjustments": "adjusted_at"}
# What is known to have changed only by comparing all of it; cart lines show in their cart.
WITHOUT_INSTANT = ("categories", "field_types", "exchange_rates", "cart_items")


class World(Sales):
    """Hold a shop's tables as they stand, and the instants of the last refresh and the next."""

    def __init__(self, random: Random, settings: Settings) -> None:
        """Make the shop as it is at its first refresh."""
        super().__init__(random, settings)
        self.last_as_of = settings.instant
        self.number = 0
        self.add_catalogue()
        self.add_rates()
        self.add_customers(random.randint(8, 30))
        self.add_orders(random.randint(10, 60))
        add_activity(self)
        self.repeat_some()
        for table in TABLES:
            self.tables.setdefault(table, [])

    def move_on(self, as_of: datetime) -> None:
        """Go to the instant of the next refresh."""
        self.settings = replace(self.settings, as_of=as_of)

    def refreshed(self) -> None:
        """Take the present instant for that of the last refresh."""
        self.last_as_of = self.settings.instant

    def new_id(self, kind: str) -> str:
        """Give an id no row has."""
        self.number += 1
        return f"{kind}-{self.number}"

    def a_row(self, table: str) -> Row | None:
        """Give any row of a table; none when it is empty."""
        return self.random.choice(self.tables[table]) if self.tables[table] else None

    def a_change(self) -> datetime:
        """Give an instant at which a source may say that a row changed."""
        earliest = self.last_as_of - LATE_ARRIVAL + timedelta(seconds=1)
        now = self.settings.instant
        if self.chance(0.08):
            return now + timedelta(seconds=self.random.choice([1, 3600, 86_400 * self.random.randint(1, 40)]))
        if self.chance(0.25):
            return self.random.choice([earliest, self.last_as_of, self.last_as_of - timedelta(hours=5)])
        start = max(earliest, min(self.last_as_of, now))
        return start + timedelta(seconds=self.random.randint(0, max(0, int((now - start).total_seconds()))))

    def stamp(self, table: str, row: Row) -> None:
        """Say of a row that it has changed; now and then its source does not say when."""
        if table == "cart_items":
            for cart in self.tables["carts"]:
                if cart["cart_id"] == row["cart_id"]:
                    self.stamp("carts", cart)
        elif table not in WITHOUT_INSTANT:
            missing = [None, "", "not a date"] if self.chance(0.08) and table != "carts" else None
            changed_at = self.random.choice(missing) if missing else self.written(self.a_change())
            row[CHANGED_AT.get(table, "updated_at")] = changed_at

    def stamp_new(self, add: Callable[[], object]) -> None:
        """Add rows, and say of each that it has just changed."""
        before = {table: len(rows) for table, rows in self.tables.items()}
        add()
        for table, rows in self.tables.items():
            for row in rows[before.get(table, 0) :]:
                if table != "cart_items":
                    self.stamp(table, row)

    def add_something(self) -> None:
        """Add a row, and what comes with it."""
        adding: list[Callable[[], object]] = [
            lambda: self.add_orders(self.random.randint(1, 4), self.new_id("order")),
            lambda: self.add_customers(self.random.randint(1, 2), self.new_id("customer")),
            lambda: add_cart(self, self.new_id("cart")),
            lambda: add_review(self, self.new_id("review")),
            lambda: add_answer(self, self.new_id("answer")),
            lambda: add_interaction(self, self.new_id("interaction")),
            lambda: add_adjustment(self, self.new_id("adjustment")),
            self._add_line,
            self._add_refund,
            self._add_own_value,
        ]
        self.stamp_new(self.random.choice(adding))

    def _add_line(self) -> None:
        order = self.a_row("orders")
        if order:
            key = self.new_id("line")
            self.tables.add("order_items", **self.a_line(), order_item_id=key, order_id=order["order_id"])

    def _add_refund(self) -> None:
        order = self.a_row("orders")
        if order:
            self.tables.refund(
                self.new_id("refund"), str(order["order_id"]), self.money(300), self.written(self.an_instant(9))
            )

    def _add_own_value(self) -> None:
        customer, field = self.an_id("customers", "customer_id"), self.an_id("field_types", "field")
        self.tables.add("customer_fields", customer_id=customer, field=field, value=own_value(self))

    def an_id(self, table: str, column: str) -> str:
        """Give the id of a row that is there, now and then of one that comes later, or never."""
        if table in LATE and self.chance(0.06):
            return LATE[table]
        return super().an_id(table, column)
