"""The shop's tables as they count: one row per key, each with what it hangs on."""

from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime

from tests.reference.values import Cell, Row, instant, number, text

Tables = Mapping[str, list[Row]]
_BEFORE_ALL = datetime.min.replace(tzinfo=UTC)

KEYS = {
    "customers": ("customer_id",),
    "orders": ("order_id",),
    "order_items": ("order_item_id",),
    "refunds": ("refund_id",),
    "products": ("product_id",),
    "categories": ("category_id",),
    "customer_fields": ("customer_id", "field"),
    "field_types": ("field",),
    "social_accounts": ("customer_id", "network"),
    "carts": ("cart_id",),
    "reviews": ("review_id",),
    "nps_responses": ("response_id",),
    "interactions": ("interaction_id",),
    "score_adjustments": ("adjustment_id",),
    "exchange_rates": ("currency", "valid_from"),
}
PARENTS = {
    **dict.fromkeys(("orders", "customer_fields", "social_accounts", "carts", "reviews"), "customer_id"),
    **dict.fromkeys(("nps_responses", "interactions", "score_adjustments"), "customer_id"),
    **dict.fromkeys(("order_items", "refunds"), "order_id"),
}
NEEDED: dict[str, tuple[str, Callable[[Cell], object]]] = {
    "orders": ("ordered_at", instant),
    "refunds": ("refunded_at", instant),
    "carts": ("updated_at", instant),
    "reviews": ("reviewed_at", instant),
    "nps_responses": ("answered_at", instant),
    "interactions": ("occurred_at", instant),
    "score_adjustments": ("adjusted_at", instant),
    "exchange_rates": ("rate", number),
}


def usable(table: str, tables: Tables, parents: Collection[str] = ()) -> list[Row]:
    """Give a table's rows that can be used; of those with equal keys, the one that changed last.

    Args:
        table: the table's name.
        tables: the shop's tables.
        parents: ids of the rows that this table's rows hang on.
    """
    latest: dict[tuple[str, ...], Row] = {}
    for row in tables.get(table, []):
        row_key = tuple(text(row.get(column)) or "" for column in KEYS[table])
        if not all(row_key) or not _can_be_used(table, row, parents):
            continue
        if row_key not in latest or _changed_at(row) > _changed_at(latest[row_key]):
            latest[row_key] = row
    return list(latest.values())


def _can_be_used(table: str, row: Row, parents: Collection[str]) -> bool:
    if table in NEEDED:
        column, read = NEEDED[table]
        if read(row.get(column)) is None:
            return False
    return table not in PARENTS or text(row.get(PARENTS[table])) in parents


def _changed_at(row: Row) -> datetime:
    return instant(row.get("updated_at")) or _BEFORE_ALL
