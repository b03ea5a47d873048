"""Who belongs to each segment of a shop, and what every customer measures."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tests.reference.catalogue import Catalogue
from tests.reference.conditions import Group, Judge
from tests.reference.fields import TYPES, Customer, Fields, Value
from tests.reference.sales import orders
from tests.reference.settings import Settings
from tests.reference.spelling import Scope
from tests.reference.tables import Tables, usable
from tests.reference.values import instant, text

SeedRows = list[dict[str, str]]


@dataclass(frozen=True)
class Answer:
    """Hold the members of each segment, and each customer's unscoped fields."""

    members: dict[str, frozenset[str]]
    aggregates: dict[str, dict[str, Value]]


@dataclass(frozen=True)
class Population:
    """Hold the customers of a shop at one instant, and what measures them."""

    customers: dict[str, Customer]
    fields: Fields


def evaluate(
    tables: Tables,
    segments: SeedRows,
    filters: SeedRows,
    settings: Settings,
    previous: Mapping[str, Collection[str]] | None = None,
) -> Answer:
    """Evaluate every segment for every customer.

    Args:
        tables: the shop's tables, each a list of rows as its file holds them.
        segments: the rows of segments.csv.
        filters: the rows of segment_filters.csv.
        settings: the instant and the shop.
        previous: members at the last refresh, of each segment whose definition has not changed since.
    """
    people = population(tables, settings)
    customers, fields = people.customers, people.fields
    trees = {row["segment_code"]: Group.grow(_rows_of(row["segment_code"], filters)) for row in segments}
    stored = {
        row["segment_code"]: frozenset((previous or {}).get(row["segment_code"], ()))
        for row in segments
        if row["is_active"] == "false" or (row["kind"] == "static" and row["segment_code"] in (previous or {}))
    }
    members: dict[str, frozenset[str]] = {}

    def members_of(code: str) -> frozenset[str]:
        if code not in members:
            found = stored.get(code)
            if found is None:
                found = frozenset(name for name, customer in customers.items() if judge.holds(trees[code], customer))
            members[code] = found & customers.keys()
        return members[code]

    judge = Judge(fields, settings, lambda code, customer: str(customer.row["customer_id"]) in members_of(code))
    return Answer(
        members={code: members_of(code) for code in trees},
        aggregates={
            name: {field: fields.measure(field, customer, Scope()) for field in TYPES}
            for name, customer in customers.items()
        },
    )


def _rows_of(code: str, filters: SeedRows) -> SeedRows:
    return [row for row in filters if row["segment_code"] == code]


def population(tables: Tables, settings: Settings) -> Population:
    """Give the customers who had registered by `as_of`, with all that hangs on them."""
    catalogue = Catalogue(usable("products", tables), usable("categories", tables))
    rows = {str(row["customer_id"]): row for row in usable("customers", tables)}
    networks, ordered = defaultdict(list), defaultdict(list)
    for account in usable("social_accounts", tables, rows):
        networks[str(account["customer_id"])].append(text(account["network"]) or "")
    for order in orders(tables, rows, catalogue, settings):
        ordered[str(order.row["customer_id"])].append(order)
    customers = {
        name: Customer(row, tuple(networks[name]), tuple(ordered[name]))
        for name, row in rows.items()
        if (registered_at := instant(row.get("registered_at"))) is None or registered_at <= settings.instant
    }
    return Population(customers, Fields(catalogue, settings))
