"""Ask published views for the customers who changed alone: in a database in memory, where there is nobody else.

A condition on the customer stays outside what a view sums up, so that a few customers cost as much as all. A model with
`meta.by_customer: true` promises that its rows of a customer are made of that customer's rows, and of relations that
name no customer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import duckdb

from orchestration.refresh import quoting
from orchestration.refresh.publication_changes import Changes, columns_of, customer_column
from orchestration.refresh.warehouse import relation_kind

DATABASE = "changed_customers_only"

# What the views read of more takes memory that other work needs: about a kilobyte of each.
MOST_CUSTOMERS = 500_000


def narrow_views(connection: duckdb.DuckDBPyConnection, changes: Changes, manifest: Mapping[str, Any]) -> Changes:
    """Make the views of the changed customers, under the names they have in the build file.

    Args:
        connection: the build file.
        changes: whose rows are asked for.
        manifest: dbt's manifest, which says what each view reads.
    """
    if changes.customers > MOST_CUSTOMERS:
        return changes
    nodes = {**manifest["nodes"], **manifest["sources"]}
    asked = {
        one: _name(node)
        for one, node in manifest["nodes"].items()
        if node["config"].get("meta", {}).get("by_customer")
        and relation_kind(connection, node["schema"], _name(node)) == "view"
    }
    connection.execute(f"attach if not exists ':memory:' as {DATABASE}")
    made: set[str] = set()
    for unique_id in asked:
        _make(connection, changes.table, nodes, unique_id, made)
    return replace(changes, narrow=frozenset(asked.values()))


def _make(
    connection: duckdb.DuckDBPyConnection, customers: str, nodes: Mapping[str, Any], unique_id: str, made: set[str]
) -> None:
    """Make one relation there, after what it reads."""
    if unique_id in made:
        return
    made.add(unique_id)
    schema, name = nodes[unique_id]["schema"], _name(nodes[unique_id])
    kind = relation_kind(connection, schema, name)
    if kind != "table":  # a view, or what dbt writes into those that read it
        for one in nodes[unique_id].get("depends_on", {}).get("nodes", ()):  # a source says none
            _make(connection, customers, nodes, one, made)
    connection.execute(f"create schema if not exists {DATABASE}.{quoting.name(schema)}")
    if kind == "view":
        _copy_view(connection, schema, name)
    elif kind == "table":
        _copy_rows(connection, customers, f"{quoting.name(schema)}.{quoting.name(name)}")


def _name(node: Mapping[str, Any]) -> str:
    return str(node.get("alias") or node.get("identifier") or node["name"])


def _copy_view(connection: duckdb.DuckDBPyConnection, schema: str, name: str) -> None:
    """Make the same view: what it reads it finds in its own database."""
    found = connection.execute(
        "select sql from duckdb_views() where database_name = current_database() and schema_name = ? and view_name = ?",
        [schema, name],
    ).fetchone()
    with connection.cursor() as there:
        there.execute(f"use {DATABASE}.{quoting.name(schema)}")
        there.execute(str(found and found[0]))


def _copy_rows(connection: duckdb.DuckDBPyConnection, customers: str, relation: str) -> None:
    """Copy a table, of which customers have rows the rows of those who changed."""
    key = customer_column(columns_of(connection, relation))
    among = f"where {quoting.name(key)} in (select customer_id from {customers})" if key else ""  # noqa: S608 quoted
    connection.execute(f"create table {DATABASE}.{relation} as select * from {relation} {among}")  # noqa: S608 quoted
