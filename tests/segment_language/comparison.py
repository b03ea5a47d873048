"""One random shop seen by both: what the reference says, what the warehouse says, and where they differ."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from tests.harness import Shop, Tables, segment
from tests.reference import Answer, Seeds, Settings, evaluate
from tests.reference.values import Row, text
from tests.segment_language.random_shops import RandomShop

FEW = 3
AT_ONCE = timedelta(0)


@dataclass(frozen=True)
class Moment:
    """Hold what both say at one instant."""

    settings: Settings
    expected: Answer
    members: dict[str, set[str]]
    aggregates: list[dict[str, object]]

    def differing_members(self) -> dict[str, set[str]]:
        """Give the customers that only one of the two has in a segment, by segment."""
        differing = {code: expected ^ self.members[code] for code, expected in self.expected.members.items()}
        return {code: customers for code, customers in differing.items() if customers}

    def differing_values(self) -> list[str]:
        """Say where a customer's fields differ."""
        found = {str(row["customer_id"]): row for row in self.aggregates}
        lines = [f"only one of the two has customer {name}" for name in found.keys() ^ self.expected.aggregates.keys()]
        for customer, values in self.expected.aggregates.items():
            for name, value in values.items():
                read = found.get(customer, {}).get(name.replace("custom.", "custom_"))
                if _comparable(read) != value:
                    lines.append(f"{name} of {customer}: reference {value!r}, warehouse {read!r}")
        return lines


@dataclass(frozen=True)
class Comparison:
    """Hold a shop, its seeds, the moments at which it was refreshed, and the project that was."""

    shop: RandomShop
    seeds: Seeds
    moments: tuple[Moment, ...]
    built: Shop

    @classmethod
    def build(
        cls, folder: Path, shop: RandomShop, seeds: Seeds, later: Sequence[timedelta] = (AT_ONCE,)
    ) -> "Comparison":
        """Refresh the shop in a folder, at its instant or some time later, and evaluate it as often."""
        settings = shop.settings
        built = Shop.open(folder, shop_timezone=settings.timezone, reporting_currency=settings.reporting_currency)
        built = built.without_data_tests()
        built.write_tables(shop.tables, as_parquet=shop.is_parquet)
        built.write_seeds(seeds.segments, seeds.filters, seeds.score_rules)
        moments: list[Moment] = []
        for passed in later:
            settings = replace(shop.settings, as_of=shop.settings.as_of + passed)
            previous = moments[-1].expected.members if moments else None
            built.refresh(f"{settings.as_of:%Y-%m-%dT%H:%M:%S}")
            expected = evaluate(shop.tables, seeds, settings, previous)
            moments.append(Moment(settings, expected, built.members(), built.rows("customer_aggregates")))
        return cls(shop, seeds, tuple(moments), built)

    def rows_of(self, code: str) -> list[str]:
        """Give a segment's conditions as they stand in the seed."""
        return [" | ".join(row.values()) for row in self.seeds.filters if row["segment_code"] == code]


def report(comparison: Comparison, folder: Path) -> str:
    """Say which segments differ, and show the shortest again for one customer, each condition on its own."""
    for moment in comparison.moments:
        differing = moment.differing_members()
        if differing:
            break
    else:
        return ""
    shortest = sorted(differing, key=lambda code: len(comparison.rows_of(code)))
    lines = [f"{len(differing)} segments differ at {moment.settings}"]
    for code in shortest[:FEW]:
        lines += [f"{code}: {sorted(differing[code])}", *comparison.rows_of(code)]
    tables = min((tables_of(comparison.shop.tables, one) for one in differing[shortest[0]]), key=_size)
    alone = Comparison.build(folder, RandomShop(tables, moment.settings), _apart(comparison.seeds, shortest[0]))
    lines.append(f"{shortest[0]} again, for one customer: the parts that differ are")
    for part in alone.moments[0].differing_members():
        lines += [
            f"  {row}; reference {sorted(alone.moments[0].expected.members[part])}" for row in alone.rows_of(part)
        ]
    lines += [f"  {table}: {_short(row)}" for table, rows in tables.items() for row in rows]
    return "\n".join(lines)


def tables_of(tables: Tables, customer_id: str) -> Tables:
    """Leave one customer in a shop, with all that hangs on them."""
    owners = {
        column: {text(row[column]) for row in tables.get(table, []) if text(row["customer_id"]) == customer_id}
        for table, column in (("orders", "order_id"), ("carts", "cart_id"))
    } | {"customer_id": {customer_id}}
    left = Tables()
    for table, rows in tables.items():
        for row in rows:
            hooks = row.keys() & owners.keys()
            if not hooks or any(text(row[column]) in owners[column] for column in hooks):
                left.add(table, **row)
    return left


def _apart(seeds: Seeds, code: str) -> Seeds:
    """Make one segment of each condition that reads no other segment."""
    rows = [row for row in seeds.filters if row["segment_code"] == code and row["field"] != "segment"]
    names = [f"part_{place}" for place in range(len(rows))]
    filters = [{**row, "segment_code": name, "group": "all"} for name, row in zip(names, rows, strict=True)]
    return Seeds([segment(name) for name in names], filters, seeds.score_rules)


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
