"""Short ways to write the rows of tables and seeds."""

from tests.reference.values import Cell, Row

UPDATED_AT = "2020-01-01 00:00:00"
LONG_AGO = "2015-06-01 12:00:00"


class Tables(dict[str, list[Row]]):
    """Collect rows by table; what a row leaves out is missing."""

    def add(self, table: str, **row: Cell) -> None:
        """Add one row as it stands."""
        self.setdefault(table, []).append(dict(row))

    def customer(self, customer_id: str, **row: Cell) -> None:
        """Add a customer who registered long ago."""
        self.add(
            "customers", **{"registered_at": LONG_AGO, "updated_at": UPDATED_AT, **row, "customer_id": customer_id}
        )

    def order(self, order_id: str, customer_id: str, ordered_at: str, *lines: Row, **row: Cell) -> None:
        """Add an order, paid when it was made unless the row says otherwise, with its lines."""
        made = {"ordered_at": ordered_at, "paid_at": ordered_at, "updated_at": UPDATED_AT}
        self.add("orders", **{**made, **row, "order_id": order_id, "customer_id": customer_id})
        for place, line in enumerate(lines, start=1):
            filled = {"quantity": "1", "updated_at": UPDATED_AT, **line}
            self.add("order_items", **filled, order_item_id=f"{order_id}-{place}", order_id=order_id)

    def refund(self, refund_id: str, order_id: str, amount: str, refunded_at: str) -> None:
        """Add a refund."""
        self.add(
            "refunds",
            refund_id=refund_id,
            order_id=order_id,
            amount=amount,
            refunded_at=refunded_at,
            updated_at=UPDATED_AT,
        )

    def category(self, category_id: str, name: str | None, parent_id: str | None = None) -> None:
        """Add a category."""
        self.add("categories", category_id=category_id, name=name, parent_id=parent_id)

    def product(self, product_id: str, name: str | None, category_id: str | None = None, **row: Cell) -> None:
        """Add a product."""
        filled = {"name": name, "category_id": category_id, "updated_at": UPDATED_AT, **row}
        self.add("products", **filled, product_id=product_id)


def segment(code: str, **row: str) -> dict[str, str]:
    """Write a row of segments.csv: dynamic and active unless the row says otherwise."""
    usual = {"name": code, "kind": "dynamic", "is_active": "true", "is_in_analytics": "true", "owner": "tests"}
    return {"segment_code": code, **usual, "description": "", **row}


def condition(field: str, operator: str, value: str = "", *, scope: str = "", group: str = "all") -> dict[str, str]:
    """Write a row of segment_filters.csv; its segment is filled in where it is used."""
    return {"group": group, "field": field, "scope": scope, "operator": operator, "value": value, "reason": "a test"}
