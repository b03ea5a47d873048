"""The run in three steps: what is known of each customer, who is in which segment, what is published."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from benchmarks.hand_written.days import day
from benchmarks.hand_written.session import Session
from benchmarks.hand_written.statements import Statements
from orchestration.specs.models import Score, Segment, Specs

# The columns of customer_aggregates that come from other tables than the one kept per customer.
_COMPUTED = {
    "age": "clock",
    "days_since_last_order": "clock",
    "recency_score": "rfm",
    "frequency_score": "rfm",
    "monetary_score": "rfm",
    "rfm_group": "rfm",
    "score": "evaluated",
}

_AGGREGATES = [
    "customer_id",
    "city",
    "region",
    "country",
    "gender",
    "age",
    "birth_date",
    "registered_date",
    "source",
    "store",
    "organization",
    "manager_name",
    "email",
    "email_domain",
    "phone",
    "social_networks",
    "is_vip",
    "is_blocked",
    "email_consent",
    "sms_consent",
    "bucket",
    "orders_sum",
    "paid_sum",
    "net_paid_sum",
    "orders_count",
    "paid_orders_count",
    "cancelled_orders_count",
    "average_check",
    "first_order_date",
    "last_order_date",
    "days_since_last_order",
    "items_count",
    "order_channels",
    "last_order_status",
    "categories_bought",
    "products_bought",
    "brands_bought",
    "distinct_categories_count",
    "abandoned_carts_count",
    "abandoned_carts_sum",
    "last_abandoned_cart_date",
    "reviews_count",
    "average_rating",
    "last_review_date",
    "last_nps_score",
    "nps_group",
    "last_nps_date",
    "interactions_count",
    "last_interaction_date",
    "recency_score",
    "frequency_score",
    "monetary_score",
    "rfm_group",
    "score",
]

_FIELD_TYPES = {
    "text": "value",
    "number": "try_cast(value as decimal(18, 4))",
    "date": "try_cast(value as date)",
    "boolean": "try_cast(value as boolean)",
}


def measure_customers(session: Session, statements: Statements, specs: Specs, *, incremental: bool) -> None:
    """Compute what is known of each customer: of all, or of those who changed."""
    if incremental:
        _pass_days(session, specs)
        session.file("touched", "00_touched")
    session.file("parse", "10_parse")
    session.file("order amounts", "20_order_amounts")
    session.file("orders", "30_orders")
    session.file("bought", "40_bought")
    if incremental:
        session.file("sales", "45_sales")
        session.statement("aggregates", _own_fields(session, "temp table new_own_fields"))
        session.file("aggregates", "50_aggregates")
        session.statements("measures", statements.measures())
        session.file("keep", "55_keep")
    else:
        # The first time there is nothing to keep: the tables are made where they stay.
        session.file("sales", "45_sales", new_sales="customer_sales", new_order_products="order_products")
        session.statement("aggregates", _own_fields(session, "table own_fields"))
        session.file("aggregates", "50_aggregates", customer_facts="customer_state")
        session.connection.execute("create or replace temp view customer_facts as from customer_state")
        kept = "table customer_measures"
        session.statements("measures", (one.replace("temp table new_measures", kept) for one in statements.measures()))
        session.connection.execute("create or replace temp table changed_customers (customer_no integer)")
        session.connection.execute("create or replace table rejected_rows as from rejected")
    session.file("rfm", "60_rfm")


def _pass_days(session: Session, specs: Specs) -> None:
    """Write down which days have left or entered a window since the last run."""
    found = session.connection.execute("select shop_day(getvariable('since')), getvariable('today')").fetchone()
    before, now = found or (None, None)
    readers: list[Segment | Score] = [*specs.segments, *specs.scores]
    conditions = [row for reader in readers for row in reader.conditions]
    for text in {f"-{row.scope.within}" for row in conditions if row.scope.within} | {"today"}:
        first, end = day(text, before), day(text, now)
        if first < end:
            session.connection.execute("insert into passed_days values (?, ?)", [first, end])


def _own_fields(session: Session, target: str) -> str:
    fields = session.connection.execute(
        "select field, text_key(type) from source.field_types where field is not null order by field"
    ).fetchall()
    columns = ", ".join(
        f"any_value({_FIELD_TYPES[kind]}) filter (field = '{name}') as \"custom_{name}\""
        for name, kind in fields
        if kind in _FIELD_TYPES
    )
    return f"create or replace {target} as select customer_no, {columns} from customer_fields group by customer_no"


def decide_members(session: Session, statements: Statements) -> None:
    """Decide who is in which segment, and write down what changed by it."""
    session.statement("score", statements.evaluated())
    session.statements("memberships", statements.members())
    session.statement("memberships", statements.all_members())
    session.statement("history", statements.definitions())
    session.file("history", "90_history")
    session.file("sizes", "95_sizes")


def publish(session: Session, statements: Statements, seeds: Path, published: Path) -> None:
    """Write what consumers read to a new file and put it in the old one's place."""
    fresh = published.with_suffix(".next")
    fresh.unlink(missing_ok=True)
    execute = session.connection.execute
    execute(
        f"create or replace temp view seed_segments as from read_csv('{seeds / 'segments.csv'}', all_varchar = true)"
    )
    execute(f"create or replace temp view priorities as from read_csv('{seeds / 'segment_priorities.csv'}')")
    # BI tools of older versions open files of this one.
    execute(f"attach '{fresh}' as next (storage_version 'v1.0.0')")
    session.statement("publish: customers", _customer_aggregates())
    session.statement("publish: axes", statements.axes())
    session.file("publish: the rest", "97_publish")
    session.file("publish: analytics", "98_analytics")
    session.statements("publish: segments", _segments(statements))
    with session.part("publish: to disk"):
        execute("checkpoint next; detach next; checkpoint")
        _sync(fresh)
        fresh.replace(published)
        _sync(published.parent)


def _customer_aggregates() -> str:
    columns = ", ".join(f"{_COMPUTED.get(name, 'state')}.{name}" for name in _AGGREGATES)
    return (
        f"create table next.customer_aggregates as select {columns}, own_fields.* exclude (customer_no) "
        "from customer_state as state inner join customer_clock as clock using (customer_no) "
        "inner join (select customer_no, score from evaluated) as evaluated using (customer_no) "
        "left join customer_rfm as rfm using (customer_no) left join own_fields using (customer_no)"
    )


def _segments(statements: Statements) -> Iterable[str]:
    for one in statements.segments:
        yield f"create table next.segment_{one.code} as select customer_id from segment_{one.code}"


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
