"""One random shop seen by both: what the reference says, what the warehouse says, and where they differ."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from tests.harness import Shop, Tables, segment
from tests.reference import Answer, evaluate
from tests.reference.values import Row, text
from tests.segment_language.random_segments import Batch
from tests.segment_language.random_shops import RandomShop

FEW = 3


@dataclass(frozen=True)
class Comparison:
    """Hold a shop, its segments, and what the reference and the warehouse make of them."""

    shop: RandomShop
    batch: Batch
    expected: Answer
    built: Shop

    @classmethod
    def build(cls, folder: Path, shop: RandomShop, batch: Batch) -> "Comparison":
        """Refresh the shop in a folder and evaluate it."""
        built = Shop.open(
            folder, shop_timezone=shop.settings.timezone, reporting_currency=shop.settings.reporting_currency
        )
        built.write_tables(shop.tables, as_parquet=shop.is_parquet)
        built.write_seeds(batch.segments, batch.filters)
        built.refresh(f"{shop.settings.as_of:%Y-%m-%dT%H:%M:%S}")
        return cls(shop, batch, evaluate(shop.tables, batch.segments, batch.filters, shop.settings), built)

    def differing_members(self) -> dict[str, set[str]]:
        """Give the customers that only one of the two has in a segment, by segment."""
        found = self.built.members()
        differing = {code: expected ^ found[code] for code, expected in self.expected.members.items()}
        return {code: customers for code, customers in differing.items() if customers}

    def differing_values(self) -> list[str]:
        """Say where a customer's fields differ."""
        found = {str(row["customer_id"]): row for row in self.built.rows("customer_aggregates")}
        lines = [f"only one of the two has customer {name}" for name in found.keys() ^ self.expected.aggregates.keys()]
        for customer, values in self.expected.aggregates.items():
            for name, value in values.items():
                read = found.get(customer, {}).get(name)
                if _comparable(read) != value:
                    lines.append(f"{name} of {customer}: reference {value!r}, warehouse {read!r}")
        return lines

    def rows_of(self, code: str) -> list[str]:
        """Give a segment's conditions as they stand in the seed."""
        return [" | ".join(row.values()) for row in self.batch.filters if row["segment_code"] == code]


def report(comparison: Comparison, folder: Path) -> str:
    """Say which segments differ, and show the shortest again for one customer, each condition on its own."""
    differing = comparison.differing_members()
    if not differing:
        return ""
    lines = [f"{len(differing)} segments differ in {comparison.shop.settings}"]
    for code in sorted(differing, key=lambda code: len(comparison.rows_of(code)))[:FEW]:
        lines += [f"{code}: {sorted(differing[code])}", *comparison.rows_of(code)]
    code = min(differing, key=lambda code: len(comparison.rows_of(code)))
    tables = min((tables_of(comparison.shop.tables, one) for one in differing[code]), key=_size)
    alone = Comparison.build(folder, RandomShop(tables, comparison.shop.settings), _apart(comparison.batch, code))
    lines.append(f"{code} again, for one customer: the parts that differ are")
    for part in alone.differing_members():
        lines += [f"  {row}; reference {sorted(alone.expected.members[part])}" for row in alone.rows_of(part)]
    lines += [f"  {table}: {_short(row)}" for table, rows in tables.items() for row in rows]
    return "\n".join(lines)


def tables_of(tables: Tables, customer_id: str) -> Tables:
    """Leave one customer in a shop, with all that hangs on them."""
    orders = {str(row["order_id"]) for row in tables.get("orders", []) if text(row["customer_id"]) == customer_id}
    left = Tables()
    for table, rows in tables.items():
        for row in rows:
            hangs = text(row.get("customer_id")) == customer_id or text(row.get("order_id")) in orders
            if hangs or not row.keys() & {"customer_id", "order_id"}:
                left.add(table, **row)
    return left


def _apart(batch: Batch, code: str) -> Batch:
    """Make one segment of each condition that reads no other segment."""
    rows = [row for row in batch.filters if row["segment_code"] == code and row["field"] != "segment"]
    names = [f"part_{place}" for place in range(len(rows))]
    filters = [{**row, "segment_code": name, "group": "all"} for name, row in zip(names, rows, strict=True)]
    return Batch([segment(name) for name in names], filters)


def _comparable(value: object) -> object:
    if isinstance(value, bool):
        return value
    if isinstance(value, int | Decimal):
        return Fraction(value)
    return tuple(value) if isinstance(value, list) else value


def _size(tables: Tables) -> int:
    return sum(map(len, tables.values()))


def _short(row: Row) -> str:
    return ", ".join(f"{column}={cell!r}" for column, cell in row.items() if cell is not None)
