"""Views and seeds stay as they are until a definition or the day changes: when were they deployed last, for which day?

A view costs a refresh as much as dbt spends on any node; with a hundred segments that is more than computing them. A
segment's view names the shop's day and nothing else that moves, so it is deployed again on another day.
"""

from __future__ import annotations

from datetime import date

import duckdb

from orchestration.refresh.continuation import SCHEMA
from orchestration.refresh.fingerprint import fingerprint
from orchestration.refresh.start import Refresh
from orchestration.refresh.warehouse import open_warehouse, relation_exists

_DEPLOYED = f"{SCHEMA}.deployed"

# Nodes with this tag read no instant but the shop's day; seeds and their tests are files.
LEFT_OUT = ("path:seeds", "tag:deployed_once")


def is_deployed(connection: duckdb.DuckDBPyConnection, refresh: Refresh) -> bool:
    """Tell whether the last complete build deployed the same definitions on the same day."""
    if not relation_exists(connection, "main_staging", "rows_to_check") or not relation_exists(
        connection, SCHEMA, "deployed"
    ):
        return False
    row = connection.execute(f"select fingerprint, today from {_DEPLOYED}").fetchone()  # noqa: S608 constants
    return row == (fingerprint(refresh.project), _today(refresh))


def forget_deployed(refresh: Refresh) -> None:
    """Before a build that deploys: what there is may be of two definitions until it ends."""
    with open_warehouse(refresh.project.build_file) as connection:
        connection.execute(f"create or replace table {_DEPLOYED} (fingerprint varchar, today date)")


def remember_deployed(refresh: Refresh) -> None:
    """After a complete build."""
    with open_warehouse(refresh.project.build_file) as connection:
        connection.execute(
            f"insert into {_DEPLOYED} values (?, ?)",  # noqa: S608 constants
            [fingerprint(refresh.project), _today(refresh)],
        )


def _today(refresh: Refresh) -> date:
    return refresh.as_of.astimezone(refresh.project.timezone).date()
