"""Say where the warehouse and the reference differ, in as few rows as will show it."""

from tests.harness import Tables
from tests.reference.evaluate import SeedRows
from tests.reference.fields import Value
from tests.reference.values import Row, text
from tests.segment_language.random_shops import RandomShop

FEW = 3


def members_report(shop: RandomShop, filters: SeedRows, code: str, expected: set[str], found: set[str]) -> str:
    """Print a segment's rows, both answers, and one customer they differ on."""
    missing, extra = sorted(expected - found), sorted(found - expected)
    shortest = min((customer_rows(shop.tables, customer_id) for customer_id in missing + extra), key=len)
    rows = [" | ".join(row.values()) for row in filters if row["segment_code"] == code]
    return "\n".join([
        f"segment {code} as of {shop.settings.as_of} in {shop.settings.timezone}",
        *(f"    {row}" for row in rows),
        f"    only the reference has {missing}, only the warehouse has {extra}",
        *shortest,
    ])  # fmt: skip


def value_report(shop: RandomShop, customer_id: str, field: str, expected: Value, found: object) -> str:
    """Print a customer's rows and both values of a field."""
    return "\n".join([
        f"{field} of {customer_id} as of {shop.settings.as_of} in {shop.settings.timezone}",
        f"    reference {expected!r}, warehouse {found!r}",
        *customer_rows(shop.tables, customer_id),
    ])  # fmt: skip


def customer_rows(tables: Tables, customer_id: str) -> list[str]:
    """Print what the shop holds about one customer."""
    orders = {str(row["order_id"]) for row in tables.get("orders", []) if row["customer_id"] == customer_id}
    return [
        f"    {table}: {_short(row)}"
        for table, rows in tables.items()
        for row in rows
        if text(row.get("customer_id")) == customer_id or text(row.get("order_id")) in orders
    ]


def _short(row: Row) -> str:
    return ", ".join(f"{column}={cell!r}" for column, cell in row.items() if cell is not None)
