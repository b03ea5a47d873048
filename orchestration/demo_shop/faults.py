"""Rows no warehouse can use, so that a demo has something to reject."""

from collections.abc import Mapping
from typing import Final

FAULTS: Final[Mapping[str, tuple[str, ...]]] = {
    "orders": (
        "select * replace ('O-LOST' as order_id, 'C-UNKNOWN' as customer_id) from orders limit 1",
        "select * replace ('O-YEN' as order_id, 'JPY' as currency) from orders limit 1",
    ),
    "order_items": (
        "select * replace ('I-LOST' as order_item_id, 'O-UNKNOWN' as order_id) from order_items limit 1",
        "select * replace ('I-GONE' as order_item_id, 'P-UNKNOWN' as product_id) from order_items limit 1",
        "select * replace (updated_at - interval 1 day as updated_at) from order_items limit 1",
    ),
    "reviews": ("select * replace (updated_at - interval 1 day as updated_at) from reviews limit 1",),
    "interactions": (
        "select * replace (null as interaction_id) from interactions limit 1",
        "select * replace ('N-LOST' as interaction_id, 'C-UNKNOWN' as customer_id) from interactions limit 1",
    ),
    "customer_fields": (
        """
        select customer_id, 'cups_per_day' as field, 'много' as value, updated_at from customers
        where customer_id not in (select customer_id from customer_fields where field = 'cups_per_day')
        order by customer_id limit 1
        """,
    ),
}
"""Table -> rows to add: unknown customers, orders and products, no rate, a key used twice, no key, no number."""
