"""Aggregates and members by Polars, timed, and compared with what was published."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import duckdb
import polars as pl
import typer

from benchmarks.hand_written.segment_sql import in_order
from benchmarks.polars_refresh.aggregates import bought_lists, customer_orders, describe, rfm, with_average
from benchmarks.polars_refresh.conditions import Conditions
from benchmarks.polars_refresh.frames import ONE, Shop, key
from benchmarks.polars_refresh.measures import Measures, facts_of
from orchestration.project import find_project
from orchestration.specs import Specs, read_specs

BUCKET_SALT = "customer_segments:"


def main(
    *,
    project: Annotated[Path, typer.Option(help="Project whose seeds say what to compute.")],
    data: Annotated[Path, typer.Option(help="Folder of the shop's Parquet files.")],
    as_of: Annotated[datetime, typer.Option(help="Instant to stand at, UTC.")],
    compare_with: Annotated[Path, typer.Option(help="Published file that has to say the same.")],
) -> None:
    """Compute, and print the seconds and how much differs as JSON."""
    place = find_project(project)
    specs = read_specs(place)
    started = time.perf_counter()
    today = as_of.replace(tzinfo=UTC).astimezone(place.timezone).date()
    customers = _refresh(Shop(data, as_of, str(place.timezone), today), specs)
    members = customers.select(pl.col("^in_.*$").sum()).sum_horizontal().item()
    seconds = time.perf_counter() - started
    different = _different(customers, specs, compare_with)
    note = "checked: the same members and sums" if not different else f"{different} values differ"
    typer.echo(json.dumps({"seconds": seconds, "members": members, "different": different, "note": note}))


def _refresh(shop: Shop, specs: Specs) -> pl.DataFrame:
    """Give one row per customer with everything measured and a boolean per segment."""
    measures = Measures(shop)
    own = shop.table("field_types").with_columns(key(pl.col("type"))).collect()
    types = dict(own.select("field", "type").iter_rows())
    conditions = Conditions(measures, types)
    segments = in_order(one for one in specs.segments if one.is_active)
    predicates = {one.code: conditions.predicate(one) for one in segments}
    points = [
        pl.when(conditions.predicate(one)).then(int(Decimal(one.points))).otherwise(0) for one in specs.scores
    ]  # fmt: skip

    # Everything scans the orders: they are kept, as a table would be.
    orders = shop.orders().collect().lazy()
    products = measures.products()
    bought = (
        shop.lines()
        .join(orders.filter(pl.col("is_paid")).select("order_id", "customer_id"), on="order_id")
        .select("customer_id", "product_id")
        .unique()
        .join(shop.products().select("product_id", "product", "brand", "category", "category_id"), on="product_id")
    )
    adjusted = (
        shop.table("score_adjustments")
        .filter(pl.col("adjusted_at") <= shop.as_of)
        .group_by("customer_id")
        .agg(pl.col("points").sum().cast(pl.Float64).alias("adjusted"))
    )
    frames = [customer_orders(orders), bought_lists(bought), adjusted, _own_fields(shop, types)]
    frames += measures.frames(facts_of(shop, orders, products))
    frame = describe(shop)
    for other in pl.collect_all(frames):
        frame = frame.join(other.lazy(), on="customer_id", how="left")
    customers = with_average(frame).with_columns(_defaults()).collect()
    customers = customers.join(rfm(customers, shop), on="customer_id", how="left")
    score = pl.sum_horizontal(pl.col("adjusted").fill_null(0), *points)
    customers = customers.with_columns(
        (pl.lit(shop.today) - pl.col("last_order_date")).dt.total_days().alias("days_since_last_order"),
        pl.Series("bucket", _buckets(customers["customer_id"])),
    ).with_columns(score.alias("score"))
    for code, holds in predicates.items():
        customers = customers.with_columns(holds.alias(f"in_{code}"))
    return customers


def _defaults() -> list[pl.Expr]:
    sums = ("orders_sum", "paid_sum", "net_paid_sum", "items_count")
    counts = ("orders_count", "paid_orders_count", "cancelled_orders_count", "distinct_categories_count")
    return [pl.col(name).fill_null(0) for name in (*sums, *counts)]


def _own_fields(shop: Shop, types: dict[str, str]) -> pl.LazyFrame:
    """Give the shop's own fields, each under its type."""
    value = {
        "number": (pl.col("value").cast(pl.Float64, strict=False) * ONE).round().cast(pl.Int64),
        "date": pl.col("value").str.to_date("%Y-%m-%d", strict=False),
        "boolean": pl.col("value") == "true",
        "text": key(pl.col("value")),
    }
    return shop.table("customer_fields").group_by("customer_id").agg(
        value[kind].filter(pl.col("field") == name).first().alias(f"custom.{name}") for name, kind in types.items()
    )  # fmt: skip


def _buckets(ids: pl.Series) -> pl.Series:
    """Give the hold-out bucket of each customer; Polars has no md5, so DuckDB lends its own."""
    with duckdb.connect() as connection:
        connection.register("ids", pl.DataFrame({"customer_id": ids}))
        buckets: pl.DataFrame = connection.sql(
            f"select cast('0x' || left(md5('{BUCKET_SALT}' || customer_id), 8) as bigint) % 100 as bucket from ids"
        ).pl()
    return buckets["bucket"]


def _different(customers: pl.DataFrame, specs: Specs, published: Path) -> int:
    """Count the members only one side has, and the sums that differ."""
    codes = [one.code for one in specs.segments if one.is_active]
    with duckdb.connect() as connection:
        connection.execute(f"attach '{published}' as published (read_only)")
        connection.register("computed", customers.select(
            "customer_id", "orders_count", "distinct_categories_count", "rfm_group", "products_bought",
            "categories_bought",
            pl.col("net_paid_sum").cast(pl.Int64), *(f"in_{code}" for code in codes),
        ))  # fmt: skip
        members = " union all ".join(f"select customer_id, '{code}' from computed where in_{code}" for code in codes)
        kept = "select customer_id, segment_code from published.segment_memberships"
        sums = (
            "select customer_id, {money}, orders_count, distinct_categories_count, rfm_group, "
            "coalesce(products_bought, []), coalesce(categories_bought, []) from {table}"
        )
        theirs = sums.format(money="cast(net_paid_sum * 10000 as bigint)", table="published.customer_aggregates")
        ours = sums.format(money="net_paid_sum", table="computed")
        counted = [
            connection.execute(f"select count(*) from (({left}) except ({right}))").fetchone() or (0,)
            for left, right in ((members, kept), (kept, members), (ours, theirs), (theirs, ours))
        ]
    return sum(int(count[0]) for count in counted)


if __name__ == "__main__":
    typer.run(main)
