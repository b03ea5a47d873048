"""Rows that stay, without the customer: the stays in segments, so that the sizes of past refreshes still agree."""

from __future__ import annotations

from orchestration.erasure.customers import is_erased
from orchestration.erasure.relations import LOOKED_AT, Relation
from orchestration.erasure.tombstones import STAND_IN
from orchestration.refresh import quoting
from orchestration.refresh.history import HISTORY

_STAY = frozenset({"customer_id", "segment_code", "entered_at"})
_EVENT = frozenset({"customer_id", "segment_code", "event", "occurred_at"})


def names_stays(relation: Relation) -> bool:
    """Tell whether a row of the relation is a stay in a segment, or its beginning or end, or somebody's being in it."""
    columns = relation.columns.keys()
    return columns >= _STAY or columns >= _EVENT or _segment_of(relation) is not None


def stand_in_rows(relation: Relation) -> str:
    """Write the query that gives the rows of erased customers with the stand-ins of the stays in place of their ids."""
    source = relation.within(LOOKED_AT)
    columns = relation.columns.keys()
    theirs = f"(select * from {source} where {is_erased(relation)}) as theirs"  # noqa: S608 quoted
    history = f"{LOOKED_AT}.main.{HISTORY}"
    same = "stays.customer_id = theirs.customer_id"
    in_segment = f"{same} and stays.segment_code = theirs.segment_code"
    # A row without a stay, which should not be, is nobody's all the same.
    stand_in = f"coalesce(stays.stand_in, '{STAND_IN}' || uuid())"
    if columns >= _STAY:
        return _replaced(
            relation,
            stand_in,
            f"{theirs} left join stand_ins as stays on {in_segment} and stays.entered_at = theirs.entered_at",
        )
    ends = (
        f"(select stand_ins.*, exited_at from stand_ins inner join {history} "  # noqa: S608 constants
        "using (customer_id, segment_code, entered_at))"
    )
    if columns >= _EVENT:
        moment = "case theirs.event when 'entered' then stays.entered_at else stays.exited_at end"
        return _replaced(
            relation, stand_in, f"{theirs} left join {ends} as stays on {in_segment} and theirs.occurred_at = {moment}"
        )
    segment = f"stays.segment_code = {quoting.text(_segment_of(relation) or '')} and stays.exited_at is null"
    return _replaced(relation, stand_in, f"{theirs} left join {ends} as stays on {same} and {segment}")


def _replaced(relation: Relation, stand_in: str, source: str) -> str:
    replaced = f"{stand_in} as customer_id"
    if "stay_id" in relation.columns:  # dbt's key of a stay is a hash of who it is of
        replaced += ", md5(uuid()::varchar) as stay_id"
    return f"select theirs.* replace ({replaced}) from {source}"  # noqa: S608 quoted


def _segment_of(relation: Relation) -> str | None:
    """Give the segment that a relation `segment_<code>` holds the members of."""
    is_list = relation.schema == "main" and tuple(relation.columns) == ("customer_id",)
    return relation.name.removeprefix("segment_") if is_list and relation.name.startswith("segment_") else None
