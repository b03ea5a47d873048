"""One row per customer: what segments ask about without a scope."""

from __future__ import annotations

import polars as pl

from benchmarks.polars_refresh.frames import Shop, key, rounded_quotient

CUTS = (20, 40, 60, 80)


def customer_orders(orders: pl.LazyFrame) -> pl.LazyFrame:
    """Sum up the orders of each customer."""
    paid, kept = pl.col("is_paid"), ~pl.col("is_cancelled")
    last = pl.col("status_key").sort_by("ordered_at", "order_id").last()
    return orders.group_by("customer_id").agg(
        pl.col("amount").filter(kept).sum().alias("orders_sum"),
        pl.col("amount").filter(paid).sum().alias("paid_sum"),
        (pl.col("amount") - pl.col("refunded")).filter(paid).sum().alias("net_paid_sum"),
        kept.sum().cast(pl.Int64).alias("orders_count"),
        paid.sum().cast(pl.Int64).alias("paid_orders_count"),
        pl.col("is_cancelled").sum().cast(pl.Int64).alias("cancelled_orders_count"),
        pl.col("ordered_date").filter(kept).min().alias("first_order_date"),
        pl.col("ordered_date").filter(kept).max().alias("last_order_date"),
        pl.col("items").filter(kept).sum().alias("items_count"),
        pl.col("ordered_at").filter(paid).max().alias("last_paid_at"),
        last.alias("last_order_status"),
    )


def bought_lists(bought: pl.LazyFrame) -> pl.LazyFrame:
    """List what each customer bought in paid orders, by name."""
    return bought.group_by("customer_id").agg(
        pl.col("category").drop_nulls().unique().sort().alias("categories_bought"),
        pl.col("product").drop_nulls().unique().sort().alias("products_bought"),
        pl.col("brand").drop_nulls().unique().sort().alias("brands_bought"),
        pl.col("category_id").drop_nulls().n_unique().cast(pl.Int64).alias("distinct_categories_count"),
    )


def rfm(aggregates: pl.DataFrame, shop: Shop) -> pl.DataFrame:
    """Score recency by its quantiles, frequency and money by place, and name the group."""
    days = (pl.lit(shop.as_of) - pl.col("last_paid_at")).dt.total_days()
    buyers = aggregates.filter(pl.col("paid_orders_count") > 0).select(
        "customer_id", days.alias("days"), "paid_orders_count", "net_paid_sum"
    )
    last = buyers.height - 1
    ordered = buyers["days"].sort()
    edges = []
    for cut in CUTS:
        place, rest = divmod(cut * last, 100)
        following = ordered[place + 1] if rest else 0
        edges.append(ordered[place] * (100 - rest) + following * rest)
    recency = 1 + pl.sum_horizontal((pl.col("days") * 100 <= edge).cast(pl.Int64) for edge in edges)
    scored = buyers.select("customer_id", recency.alias("recency_score"))
    for source, score in (("paid_orders_count", "frequency_score"), ("net_paid_sum", "monetary_score")):
        places = buyers.sort(source, "customer_id").with_row_index("place")
        value = 1 + pl.sum_horizontal(
            (pl.col("place").cast(pl.Int64) * 100 >= cut * last).cast(pl.Int64) for cut in CUTS
        )
        scored = scored.join(places.select("customer_id", value.alias(score)), on="customer_id")
    return scored.with_columns(_group().alias("rfm_group"))


def _group() -> pl.Expr:
    recency, frequency = pl.col("recency_score"), pl.col("frequency_score")
    named: list[tuple[pl.Expr, str]] = [
        ((recency <= 2) & (frequency <= 2), "hibernating"),
        ((recency <= 2) & (frequency <= 4), "at_risk"),
        (recency <= 2, "cant_lose"),
        ((recency == 3) & (frequency <= 2), "about_to_sleep"),
        ((recency == 3) & (frequency == 3), "need_attention"),
        ((recency <= 4) & (frequency >= 4), "loyal"),
        ((recency == 4) & (frequency == 1), "promising"),
        ((recency == 5) & (frequency == 1), "new"),
        (frequency <= 3, "potential_loyalist"),
    ]
    expression: pl.Expr = pl.lit("champion")
    for holds, name in reversed(named):
        expression = pl.when(holds).then(pl.lit(name)).otherwise(expression)
    return expression


def describe(shop: Shop) -> pl.LazyFrame:
    """Give what a customer says about themselves, and what is known from letters, carts and reviews."""
    birthday = pl.col("birth_date").dt.month().cast(pl.Int32) * 100 + pl.col("birth_date").dt.day()
    birthday = pl.when(birthday == 229).then(228).otherwise(birthday)
    today = shop.today.month * 100 + shop.today.day
    age = pl.lit(shop.today.year) - pl.col("birth_date").dt.year() - (birthday > today).cast(pl.Int32)
    networks = (
        shop.table("social_accounts")
        .group_by("customer_id")
        .agg(key(pl.col("network")).drop_nulls().unique().alias("social_networks"))
    )
    answers = shop.table("nps_responses").filter(pl.col("answered_at") <= shop.as_of).group_by("customer_id").agg(
        pl.col("score").sort_by("answered_at", "response_id").last().cast(pl.Float64).alias("last_nps_score")
    )  # fmt: skip
    score = pl.col("last_nps_score")
    group = pl.when(score >= 9).then(pl.lit("promoter")).when(score >= 7).then(pl.lit("passive"))
    return (
        shop.customers()
        .join(networks, on="customer_id", how="left")
        .join(answers, on="customer_id", how="left")
        .with_columns(
            pl.when(pl.col("birth_date") <= shop.today).then(age).alias("age"),
            birthday.alias("birthday"),
            shop.day("registered_at").alias("registered_date"),
            group.when(score.is_not_null()).then(pl.lit("detractor")).alias("nps_group"),
            key(pl.col("email").str.split("@").list.last()).alias("email_domain_key"),
            *(key(pl.col(name)).alias(f"{name}_key") for name in ("city", "country")),
        )
    )


def with_average(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Add the average check."""
    return frame.with_columns(rounded_quotient(pl.col("paid_sum"), pl.col("paid_orders_count")).alias("average_check"))
