"""Read a demo shop's files back, and count what does not hold in them."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from orchestration.demo_shop import read_parameters
from orchestration.demo_shop.files import read_table
from orchestration.project import HOUSE, find_project
from orchestration.refresh.sources import read_sources

SOURCES = {table.name: table.columns for table in read_sources(find_project(HOUSE))}

PARENTS = (
    ("orders", "customer_id", "customers"),
    ("order_items", "order_id", "orders"),
    ("order_items", "product_id", "products"),
    ("refunds", "order_id", "orders"),
    ("products", "category_id", "categories"),
    ("customer_fields", "customer_id", "customers"),
    ("social_accounts", "customer_id", "customers"),
    ("carts", "customer_id", "customers"),
    ("carts", "order_id", "orders"),
    ("cart_items", "cart_id", "carts"),
    ("cart_items", "product_id", "products"),
    ("reviews", "customer_id", "customers"),
    ("reviews", "product_id", "products"),
    ("nps_responses", "customer_id", "customers"),
    ("interactions", "customer_id", "customers"),
    ("score_adjustments", "customer_id", "customers"),
)
KEYS = {
    "customers": "customer_id",
    "orders": "order_id",
    "order_items": "order_item_id",
    "refunds": "refund_id",
    "products": "product_id",
    "categories": "category_id",
    "customer_fields": "customer_id || field",
    "field_types": "field",
    "social_accounts": "customer_id || network",
    "carts": "cart_id",
    "reviews": "review_id",
    "nps_responses": "response_id",
    "interactions": "interaction_id",
    "score_adjustments": "adjustment_id",
    "exchange_rates": "currency || valid_from",
}


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def tables(folder: Path) -> duckdb.DuckDBPyConnection:
    """Open a shop's files as views."""
    connection = duckdb.connect()
    file_format = read_parameters(folder).file_format
    for name in SOURCES:
        read_table(connection, folder, name, file_format).create_view(name)
    return connection


def number(connection: duckdb.DuckDBPyConnection, query: str) -> Any:
    return connection.execute(query).fetchall()[0][0]


def orphans(connection: duckdb.DuckDBPyConnection) -> Mapping[str, int]:
    return {
        f"{child}.{column}": number(
            connection,
            f"select count(*) from {child} where {column} is not null "
            f"and {column} not in (select {'customer_id' if parent == 'customers' else KEYS[parent]} from {parent})",
        )
        for child, column, parent in PARENTS
    }


def repeated_keys(connection: duckdb.DuckDBPyConnection) -> Mapping[str, int]:
    return {
        table: number(connection, f"select count(*) - count(distinct {key}) from {table}")
        for table, key in KEYS.items()
    }


def latest(connection: duckdb.DuckDBPyConnection) -> datetime:
    instants = [
        number(connection, f"select max({column}) from {table}")
        for table, columns in SOURCES.items()
        for column, kind in columns.items()
        if kind == "timestamp"
    ]
    return max(instants)
