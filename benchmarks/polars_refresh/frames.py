"""The facts of a shop as lazy frames: usable rows only, days in the shop's zone, money in whole ten-thousandths."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl

ONE = 10_000
"""Whole numbers of money and quantities in one."""

UNIT = 100_000_000
"""Whole numbers of exchange rates in one."""


def whole(column: str) -> pl.Expr:
    """Give a decimal as a whole number of ten-thousandths."""
    return (pl.col(column).fill_null(0).cast(pl.Decimal(38, 4)) * ONE).cast(pl.Int128)


def rounded_quotient(dividend: pl.Expr, divisor: pl.Expr) -> pl.Expr:
    """Divide whole numbers, half away from zero; missing for a divisor of 0."""
    divisor = pl.when(divisor != 0).then(divisor)
    return dividend.sign() * ((2 * dividend.abs() + divisor.abs()) // (2 * divisor.abs()))


def key(text: pl.Expr) -> pl.Expr:
    """Give what a text is compared by; empty is missing."""
    bare = text.str.normalize("NFC").str.strip_chars().str.to_lowercase()
    return pl.when(bare != "").then(bare)


@dataclass(frozen=True)
class Shop:
    """Read the files of a shop as of an instant.

    Args:
        data: folder of the Parquet files.
        as_of: the instant, UTC, without a zone.
        zone: the shop's zone.
        today: the shop's day at that instant.
    """

    data: Path
    as_of: datetime
    zone: str
    today: date

    def table(self, name: str) -> pl.LazyFrame:
        """Scan a file."""
        return pl.scan_parquet(self.data / f"{name}.parquet")

    def day(self, column: str) -> pl.Expr:
        """Give the shop's day of a UTC timestamp."""
        return pl.col(column).dt.replace_time_zone("UTC").dt.convert_time_zone(self.zone).dt.date()

    def customers(self) -> pl.LazyFrame:
        """Give the customers who have registered."""
        there = pl.col("registered_at").is_null() | (pl.col("registered_at") <= self.as_of)
        return self.table("customers").filter(pl.col("customer_id").is_not_null() & there)

    def rates(self) -> pl.LazyFrame:
        """Give the rate of each currency on each day."""
        following = pl.col("valid_from").shift(-1).over("currency", order_by="valid_from").dt.offset_by("-1d")
        until = following.fill_null(self.today)
        return (
            self.table("exchange_rates")
            .with_columns(pl.date_ranges("valid_from", until).alias("ordered_date"))
            .explode("ordered_date")
            .select(
                key(pl.col("currency")).alias("currency"),
                "ordered_date",
                (pl.col("rate").cast(pl.Decimal(38, 8)) * UNIT).cast(pl.Int128).alias("rate"),
            )
        )

    def orders(self) -> pl.LazyFrame:
        """Give the usable orders with their amounts, one row each."""
        currency = key(pl.col("currency")).fill_null("rub")
        orders = (
            self.table("orders")
            .filter(pl.col("order_id").is_not_null() & (pl.col("ordered_at") <= self.as_of))
            .join(self.customers().select("customer_id"), on="customer_id", how="semi")
            .with_columns(self.day("ordered_at").alias("ordered_date"), currency.alias("currency"))
            .join(self.rates(), on=["currency", "ordered_date"], how="left")
            .with_columns(
                pl.when(pl.col("currency") == "rub")
                .then(pl.lit(100_000_000, pl.Int128))
                .otherwise("rate")
                .alias("rate"),
                (pl.col("cancelled_at") <= self.as_of).fill_null(False).alias("is_cancelled"),  # noqa: FBT003 a value
                whole("discount").alias("order_discount"),
            )
            .filter(pl.col("rate").is_not_null())
            .with_columns(
                ((pl.col("paid_at") <= self.as_of).fill_null(False) & ~pl.col("is_cancelled")).alias("is_paid"),  # noqa: FBT003
                *(key(pl.col(name)).alias(f"{name}_key") for name in ("channel", "store", "status")),
            )
        )
        totals = self.lines().group_by("order_id").agg(pl.col("gross", "quantity").sum())
        unit = pl.lit(UNIT, pl.Int128)
        money = (pl.col("gross") - pl.col("order_discount")) * pl.col("rate")
        refunds = (
            self.table("refunds")
            .filter(pl.col("refunded_at") <= self.as_of)
            .join(orders.select("order_id", "rate"), on="order_id")
            .group_by("order_id")
            .agg(rounded_quotient(whole("amount") * pl.col("rate"), unit).sum().alias("refunded"))
        )
        return (
            orders.join(totals, on="order_id", how="left")
            .join(refunds, on="order_id", how="left")
            .with_columns(pl.col("gross", "quantity", "refunded").fill_null(0))
            .with_columns(rounded_quotient(money, unit).alias("amount"))
            .rename({"gross": "lines_amount", "quantity": "items"})
        )

    def lines(self) -> pl.LazyFrame:
        """Give the order lines, one per key; the latest stays."""
        full = rounded_quotient(whole("quantity") * whole("unit_price"), pl.lit(ONE, pl.Int128))
        return (
            self.table("order_items")
            .filter(pl.col("order_item_id").is_not_null())
            .unique("order_item_id", keep="any")
            .select(
                "order_id", "product_id", (full - whole("discount")).alias("gross"), whole("quantity").alias("quantity")
            )
        )

    def products(self) -> pl.LazyFrame:
        """Give the products with the names and keys of their category and of all above it."""
        categories = self.table("categories").collect()
        by_id = {row["category_id"]: row for row in categories.iter_rows(named=True)}

        def lineage(category_id: str) -> list[str]:
            keys: list[str] = []
            while category_id in by_id:
                row = by_id[category_id]
                path, above = [row["name"]], row["parent_id"]
                while above in by_id:
                    path.insert(0, by_id[above]["name"])
                    above = by_id[above]["parent_id"]
                keys += [category_id.lower(), row["name"].lower(), " > ".join(path).lower()]
                category_id = row["parent_id"]
            return keys

        names = pl.LazyFrame(
            {
                "category_id": list(by_id),
                "category": [row["name"] for row in by_id.values()],
                "category_keys": [lineage(name) for name in by_id],
            },
            schema={"category_id": pl.String, "category": pl.String, "category_keys": pl.List(pl.String)},
        )
        return (
            self.table("products")
            .join(names, on="category_id", how="left")
            .select(
                "product_id", "category_id", "category", "category_keys", "brand",
                pl.col("name").alias("product"), key(pl.col("brand")).alias("brand_key"),
            )
        )  # fmt: skip
