"""Scoped measures as aggregate expressions, each named once and computed with the others of its facts."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field

import polars as pl

from benchmarks.hand_written.days import day
from benchmarks.polars_refresh.frames import ONE, UNIT, Shop, key, rounded_quotient, whole
from orchestration.specs.models import Scope

_KEPT = ("orders_sum", "orders_count", "first_order_date", "last_order_date", "items_count")
_FACTS = {"cart": "carts", "review": "reviews", "rating": "reviews", "interaction": "interactions"}
_BOUGHT = {"categories_bought": "category", "products_bought": "product", "brands_bought": "brand"}


def normal(value: str) -> str:
    """Give a value of a seed in the form texts are compared in."""
    return unicodedata.normalize("NFC", value).strip().lower()


@dataclass
class Measures:
    """Collect aggregate expressions by the facts they are over."""

    shop: Shop
    of_facts: dict[str, dict[str, pl.Expr]] = field(default_factory=dict)
    _known: dict[object, str] = field(default_factory=dict)

    def column(self, name: str, scope: Scope, member: str | None = None) -> str:
        """Name the column of a measure."""
        same = (name, scope, member)
        if same not in self._known:
            column = f"m{len(self._known)}"
            self._known[same] = column
            facts, expression = self._expression(name, scope, member)
            self.of_facts.setdefault(facts, {})[column] = expression
        return self._known[same]

    def frames(self, facts: dict[str, pl.LazyFrame]) -> list[pl.LazyFrame]:
        """Compute everything collected: one row per customer and kind of facts."""
        return [
            facts[name].group_by("customer_id").agg(expression.alias(column) for column, expression in columns.items())
            for name, columns in self.of_facts.items()
        ]

    def _expression(self, name: str, scope: Scope, member: str | None) -> tuple[str, pl.Expr]:
        chosen = self._chosen(name, scope, member)
        for word, facts in {
            "cart": "carts",
            "review": "reviews",
            "rating": "reviews",
            "interaction": "interactions",
        }.items():
            if word in name:
                return facts, self._of_facts(
                    name, pl.all_horizontal(pl.col("day").is_not_null(), *chosen, *self._narrowed(scope, "day"))
                )
        state = ~pl.col("is_cancelled") if name in _KEPT else pl.col("is_paid")
        holds = pl.all_horizontal(state, *chosen, *self._narrowed(scope, "ordered_date"))
        if name in _BOUGHT:
            return "lines", holds.any()
        return self._of_orders(name, holds, is_lines=bool(chosen))

    def _of_orders(self, name: str, holds: pl.Expr, *, is_lines: bool) -> tuple[str, pl.Expr]:
        facts = "lines" if is_lines else "orders"
        amount = pl.col("line_amount" if is_lines else "amount")
        orders = pl.col("order_id").filter(holds).n_unique() if is_lines else holds.sum()
        if name == "net_paid_sum":
            return facts, (amount - pl.col("line_refund" if is_lines else "refunded")).filter(holds).sum()
        if name == "average_check":
            return facts, rounded_quotient(amount.filter(holds).sum(), orders.cast(pl.Int128))
        if name == "items_count":
            return facts, pl.col("quantity" if is_lines else "items").filter(holds).sum()
        if name.endswith("_sum"):
            return facts, amount.filter(holds).sum()
        if name.endswith("_date"):
            days = pl.col("ordered_date").filter(holds)
            return facts, days.min() if name.startswith("first") else days.max()
        return facts, orders

    def _of_facts(self, name: str, holds: pl.Expr) -> pl.Expr:
        if name == "average_rating":
            rating = whole("rating").filter(holds & pl.col("rating").is_not_null())
            return rounded_quotient(rating.sum() * 1, rating.len().cast(pl.Int128))
        if name.endswith("_sum"):
            return pl.col("amount").filter(holds).sum()
        return pl.col("day").filter(holds).max() if name.endswith("_date") else holds.sum()

    def _chosen(self, name: str, scope: Scope, member: str | None) -> list[pl.Expr]:
        wanted = [(kind, getattr(scope, kind)) for kind in ("category", "brand") if getattr(scope, kind)]
        if name in _BOUGHT and member is not None:
            wanted.append((_BOUGHT[name], (member,)))
        return [self._has(kind, [normal(value) for value in values]) for kind, values in wanted]

    def _has(self, kind: str, values: list[str]) -> pl.Expr:
        # What a product is called is settled before the facts are joined: a boolean per choice.
        return pl.col(self.choice(kind, tuple(values)))

    def choice(self, kind: str, values: tuple[str, ...]) -> str:
        """Name the column of `products` that says whether a product is among those named."""
        return self.choices.setdefault((kind, values), f"chosen_{len(self.choices)}")

    choices: dict[tuple[str, tuple[str, ...]], str] = field(default_factory=dict)

    def products(self) -> pl.LazyFrame:
        """Give the products with a boolean for each choice some measure makes."""
        columns = []
        for (kind, values), name in self.choices.items():
            if kind == "category":
                test = pl.any_horizontal(pl.col("category_keys").list.contains(value) for value in values)
            else:
                test = pl.col("brand_key" if kind == "brand" else "product").is_in(list(values))
            columns.append(test.fill_null(False).alias(name))  # noqa: FBT003 a value
        return self.shop.products().with_columns(columns)

    def _narrowed(self, scope: Scope, column: str) -> list[pl.Expr]:
        tests = [
            pl.col(f"{kind}_key").is_in([normal(value) for value in getattr(scope, kind)]).fill_null(False)  # noqa: FBT003
            for kind in ("channel", "store", "status", "kind")
            if getattr(scope, kind)
        ]
        low = f"-{scope.within}" if scope.within else scope.start
        high = "today" if scope.within else scope.end
        tests += [pl.col(column) >= day(low, self.shop.today)] if low else []
        return tests + ([pl.col(column) <= day(high, self.shop.today)] if high else [])


def facts_of(shop: Shop, orders: pl.LazyFrame, products: pl.LazyFrame) -> dict[str, pl.LazyFrame]:
    """Give every kind of facts with the columns measures read."""
    share = pl.lit(UNIT, pl.Int128)
    is_plain = (pl.col("order_discount") == 0) | (pl.col("lines_amount") == 0)
    refund = rounded_quotient(pl.col("refunded") * pl.col("gross"), pl.col("lines_amount"))
    money = pl.col("lines_amount") - pl.col("order_discount")
    plain = rounded_quotient(pl.col("gross") * pl.col("rate"), share)
    shared = rounded_quotient(money * pl.col("gross") * pl.col("rate"), pl.col("lines_amount") * share)
    needed = orders.select(
        "order_id", "customer_id", "ordered_date", "is_paid", "is_cancelled", "lines_amount", "order_discount", "rate",
        "refunded", "channel_key", "store_key", "status_key",
    )  # fmt: skip
    lines = (
        shop.lines()
        .join(products, on="product_id")
        .join(needed, on="order_id")
        .with_columns(
            pl.when(is_plain).then(plain).otherwise(shared).alias("line_amount"),
            refund.fill_null(0).alias("line_refund"),
        )
    )
    reviews = (
        shop.table("reviews")
        .filter(pl.col("reviewed_at") <= shop.as_of)
        .unique("review_id", keep="any")
        .with_columns(shop.day("reviewed_at").alias("day"))
    )
    contacts = (
        shop.table("interactions")
        .filter(pl.col("interaction_id").is_not_null() & (pl.col("occurred_at") <= shop.as_of))
        .with_columns(shop.day("occurred_at").alias("day"))
    )
    return {
        "orders": orders,
        "lines": lines,
        "carts": _carts(shop, orders),
        "reviews": reviews.join(products, on="product_id", how="left"),
        "interactions": contacts.with_columns(key(pl.col(name)).alias(f"{name}_key") for name in ("channel", "kind")),
    }


def _carts(shop: Shop, orders: pl.LazyFrame) -> pl.LazyFrame:
    """Give the abandoned carts with their amounts."""
    deadline = pl.col("updated_at") + pl.duration(hours=24)
    carts = shop.table("carts").filter(pl.col("order_id").is_null() & (deadline <= shop.as_of))
    answered = (
        carts.join(orders.select("customer_id", "ordered_at"), on="customer_id")
        .filter((pl.col("ordered_at") >= pl.col("updated_at")) & (pl.col("ordered_at") <= deadline))
        .select("cart_id")
    )
    amounts = shop.table("cart_items").group_by("cart_id").agg(
        rounded_quotient(whole("quantity") * whole("unit_price"), pl.lit(ONE, pl.Int128)).sum().alias("amount")
    )  # fmt: skip
    return (
        carts.join(answered, on="cart_id", how="anti")
        .join(amounts, on="cart_id", how="left")
        .with_columns(pl.col("amount").fill_null(0), shop.day("updated_at").alias("day"))
    )
