"""Make a demo shop of any size: the same arguments give the same rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import duckdb

from orchestration.demo_shop import customers as customer_queries
from orchestration.demo_shop import feedback, history, sales
from orchestration.demo_shop.contract import shop_tables
from orchestration.demo_shop.faults import FAULTS
from orchestration.demo_shop.files import (
    FileFormat,
    Parameters,
    commit,
    connection_with_scratch,
    count_rows,
    finish_commit,
    read_table,
    utc_seconds,
    write_table,
)
from orchestration.demo_shop.reference import PRODUCTS, load_reference, set_variable

OPENED_AT: Final = datetime(2014, 1, 1)  # noqa: DTZ001 - the files hold UTC without a zone
"""The first customers come from here on, so that segments with fixed dates in 2015 to 2017 have members."""

HISTORY: Final = (
    PRODUCTS,
    history.ARRIVALS,
    customer_queries.CUSTOMERS,
    customer_queries.FIELDS,
    customer_queries.SOCIAL_ACCOUNTS,
    history.ORDER_PLAN,
    sales.ORDERS,
    sales.ORDER_ITEMS,
    sales.REFUNDS,
    history.CART_PLAN,
    sales.CARTS,
    history.FEEDBACK_PLANS,
    feedback.REVIEWS,
    feedback.INTERACTIONS,
    feedback.SCORE_ADJUSTMENTS,
    feedback.EXCHANGE_RATES,
)


@dataclass(frozen=True)
class DemoShop:
    """A shop that was made: where, with what, and how many rows each table has."""

    folder: Path
    parameters: Parameters
    rows: Mapping[str, int]


def make_demo_shop(  # noqa: PLR0913 - what a shop is made with, each given by name
    folder: Path,
    *,
    customers: int = 2_000,
    now: datetime,
    seed: int = 1,
    file_format: FileFormat = "parquet",
    faults: bool = True,
) -> DemoShop:
    """Write every table of a shop's input, and `demo_shop.json` with the arguments.

    A shop that is in the folder already is replaced.

    Args:
        folder: where the files go; made when it is missing.
        customers: how many customers; orders are about ten times, order lines thirty times as many.
        now: the instant the shop has reached; no row is later. Without a zone it is taken as UTC.
        seed: another seed gives another shop of the same kind.
        file_format: `parquet` or `csv`.
        faults: add a few rows that cannot be used (unknown customers, repeated keys and the like).
    """
    if customers < 1:
        raise ValueError(f"a demo shop needs at least 1 customer, not {customers}")
    instant = utc_seconds(now)
    parameters = Parameters(
        customers=customers,
        seed=seed,
        file_format=file_format,
        faults=faults,
        opened_at=min(OPENED_AT, instant - timedelta(days=730)),
        now=instant,
    )
    finish_commit(folder)
    with connection_with_scratch(folder) as (connection, scratch):
        _prepare(connection, parameters)
        for table in shop_tables():
            write_table(_rows(connection, table, faults=faults), scratch, table, file_format)
        commit(folder, parameters)
        rows = {table: count_rows(read_table(connection, folder, table, file_format)) for table in shop_tables()}
    return DemoShop(folder, parameters, rows)


def _prepare(connection: duckdb.DuckDBPyConnection, parameters: Parameters) -> None:
    """Lay out the whole past as plans, and the tables as queries over them."""
    load_reference(connection, customers=parameters.customers, seed=parameters.seed)
    for name in ("customers", "opened_at", "now"):
        set_variable(connection, name, getattr(parameters, name))
    for statements in HISTORY:
        connection.execute(statements)


def _rows(connection: duckdb.DuckDBPyConnection, table: str, *, faults: bool) -> duckdb.DuckDBPyRelation:
    """Give a table's rows, the unusable ones last."""
    rows = connection.table(table)
    for unusable in FAULTS.get(table, ()) if faults else ():
        rows = rows.union(connection.sql(unusable))
    return rows
