"""Who moved from which group to which: of RFM, and of the priority lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import duckdb

from orchestration.catalogue.queries.asking import rows_as

RFM = "rfm_group"


@dataclass(frozen=True)
class Flow:
    """Count who moved between two groups; None is in no group."""

    from_group: str | None
    to_group: str | None
    customers: int


@dataclass(frozen=True)
class GroupSize:
    """Say how many customers are in a group now."""

    group: str
    customers: int


def lists_with_flows(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Name the lists of groups, RFM first; one nobody moved in is there, too."""
    return rows_as(
        connection,
        str,
        "select list from (select distinct list from customer_group_history union select distinct list from "
        "segment_migrations union select ?) order by list <> ?, list",
        [RFM, RFM],
    )


def flows(connection: duckdb.DuckDBPyConnection, of_list: str, since: datetime | None) -> list[Flow]:
    """Count the moves of a list after an instant, or all, the largest first."""
    return rows_as(
        connection,
        Flow,
        "select from_group, to_group, cast(sum(customers) as bigint) as moved from segment_migrations "
        "where list = $list and ($since is null or as_of > $since) "
        "group by all order by moved desc, from_group nulls first, to_group nulls first",
        {"list": of_list, "since": since},
    )


def group_sizes(connection: duckdb.DuckDBPyConnection, of_list: str) -> list[GroupSize]:
    """Count who is in each group of a list now, the largest first."""
    return rows_as(
        connection,
        GroupSize,
        "select group_code, count(*) as customers from customer_group_history where list = ? and valid_until is null "
        "and group_code is not null group by 1 order by customers desc, group_code",
        [of_list],
    )
