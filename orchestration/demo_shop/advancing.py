"""Move a demo shop forward in time, as a demo of entries and exits needs it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import duckdb

from orchestration.demo_shop import changed_rows, feedback, new_rows, sales
from orchestration.demo_shop import customers as customer_queries
from orchestration.demo_shop.contract import shop_tables
from orchestration.demo_shop.files import (
    Parameters,
    commit,
    connection_with_scratch,
    count_rows,
    finish_commit,
    read_parameters,
    read_table,
    utc_seconds,
    write_table,
)
from orchestration.demo_shop.reference import PRODUCTS, load_reference, set_variable
from orchestration.faults import UserError

SETTLED: Final = frozenset({"products", "categories", "field_types"})
"""Tables in which nothing happens."""

CHANGED: Final = frozenset({"customers", "orders", "carts", "customer_fields"})
"""Tables whose rows change; the others only grow."""

EVENTS: Final = (
    PRODUCTS,
    new_rows.PACE,
    new_rows.ARRIVALS,
    customer_queries.CUSTOMERS,
    customer_queries.FIELDS,
    customer_queries.SOCIAL_ACCOUNTS,
    new_rows.ORDER_PLAN,
    sales.ORDERS,
    sales.ORDER_ITEMS,
    changed_rows.ORDER_CHANGES,
    changed_rows.CUSTOMER_CHANGES,
    changed_rows.CART_CHANGES,
    new_rows.NEW_PLANS,
    sales.CARTS,
    feedback.REVIEWS,
    feedback.INTERACTIONS,
    feedback.SCORE_ADJUSTMENTS,
    feedback.EXCHANGE_RATES,
    "create view refunds as select * from new_refunds;",
)


@dataclass(frozen=True)
class Advance:
    """One move of a shop: between which instants (UTC, no zone), and how many rows came and changed per table."""

    since: datetime
    now: datetime
    new: Mapping[str, int]
    changed: Mapping[str, int]


class NotLaterError(UserError):
    """A shop was to be moved to an instant that is not after the one it has reached."""

    def __init__(self, now: datetime, to: datetime) -> None:
        """Keep both instants."""
        self.now = now
        self.to = to
        super().__init__(f"the demo shop has reached {now:%Y-%m-%dT%H:%M:%SZ}; {to:%Y-%m-%dT%H:%M:%SZ} is not later")


def advance_demo_shop(folder: Path, *, to: datetime) -> Advance:
    """Let the shop live on from the instant it has reached to `to`, rewriting its files.

    Customers register and move, orders come in, open ones are paid or cancelled, paid ones delivered or returned,
    carts are filled and ordered, people write and answer. Every new or changed row has an `updated_at` after the old
    instant and not after the new one. The same shop moved to the same instant is the same shop, row by row.

    Args:
        folder: where `make_demo_shop` made the shop.
        to: the instant to reach; without a zone it is taken as UTC.
    """
    finish_commit(folder)
    parameters = read_parameters(folder)
    instant = utc_seconds(to)
    if instant <= parameters.now:
        raise NotLaterError(parameters.now, instant)
    moved = parameters.model_copy(update={"now": instant})
    with connection_with_scratch(folder) as (connection, scratch):
        _prepare(connection, folder, parameters, moved)
        alive = [table for table in shop_tables() if table not in SETTLED]
        for table in alive:
            kept = connection.table(f"changed_{table}" if table in CHANGED else f"held_{table}")
            write_table(kept.union(connection.table(table)), scratch, table, parameters.file_format)
        new = {table: count_rows(connection.table(table)) for table in alive}
        touched = {
            table: count_rows(connection.sql(f"from changed_{table} where updated_at > getvariable('since')"))
            for table in alive
            if table in CHANGED
        }
        commit(folder, moved)
    return Advance(
        since=parameters.now,
        now=moved.now,
        new={table: new.get(table, 0) for table in shop_tables()},
        changed={table: touched.get(table, 0) for table in shop_tables()},
    )


def _prepare(connection: duckdb.DuckDBPyConnection, folder: Path, before: Parameters, after: Parameters) -> None:
    """Open the shop's files, and draw what happens to it."""
    for table in shop_tables():
        read_table(connection, folder, table, before.file_format).create_view(f"held_{table}")
    seconds = (after.now - before.now).total_seconds()
    times = {"since": before.now, "now": after.now, "seconds": int(seconds), "hours": seconds / 3600}
    for name, value in {**times, "opened_at": before.opened_at}.items():
        set_variable(connection, name, value)
    load_reference(connection, customers=before.customers, seed=before.seed)
    for statements in EVENTS:
        connection.execute(statements)
