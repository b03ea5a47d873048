"""The shop's own fields: each value is read as the type that `field_types` gives the field."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from fractions import Fraction

from tests.reference.tables import Tables, usable
from tests.reference.values import Cell, boolean, day, key, number, text

CustomValue = str | Fraction | date | bool | None

READERS: dict[str, Callable[[Cell], CustomValue]] = {"text": text, "number": number, "date": day, "boolean": boolean}


def custom_types(tables: Tables) -> dict[str, str]:
    """Give the type of each field of the shop's own."""
    types = {str(row["field"]).strip(): key(str(row.get("type") or "")) for row in usable("field_types", tables)}
    return {field: kind for field, kind in types.items() if kind in READERS}


def custom_values(tables: Tables, customers: set[str]) -> dict[str, dict[str, CustomValue]]:
    """Give each customer's values by field; the row that changed last counts, even if it does not parse."""
    types = custom_types(tables)
    values: dict[str, dict[str, CustomValue]] = defaultdict(dict)
    for row in usable("customer_fields", tables, customers):
        field = str(row["field"]).strip()
        if field in types:
            values[str(row["customer_id"])][field] = READERS[types[field]](row.get("value"))
    return values
