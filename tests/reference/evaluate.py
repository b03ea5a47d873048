"""Who belongs to each segment of a shop, and what every customer measures."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from tests.reference.catalogue import Catalogue
from tests.reference.conditions import Group, Judge
from tests.reference.custom import custom_types
from tests.reference.customers import Customer, customers
from tests.reference.fields import Fields, Value
from tests.reference.happenings import NOTHING, money
from tests.reference.settings import Settings
from tests.reference.spelling import Scope
from tests.reference.tables import Tables, usable

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


@dataclass(frozen=True)
class Seeds:
    """Hold the rows of the seeds that define segments and scores."""

    segments: SeedRows
    filters: SeedRows
    score_rules: SeedRows


def evaluate(
    tables: Tables, seeds: Seeds, settings: Settings, previous: Mapping[str, Collection[str]] | None = None
) -> Answer:
    """Evaluate every segment for every customer.

    Args:
        tables: the shop's tables, each a list of rows as its file holds them.
        seeds: the rows of the seeds.
        settings: the instant and the shop.
        previous: members at the last refresh, of each segment whose definition has not changed since.
    """
    people = population(tables, seeds.score_rules, settings)
    trees = _trees(seeds.filters, "segment_code")
    members: dict[str, frozenset[str]] = {}
    for row in seeds.segments:
        code = row["segment_code"]
        kept = frozenset((previous or {}).get(code, ())) & people.customers.keys()
        if row["is_active"] == "false" or (row["kind"] == "static" and code in (previous or {})):
            members[code] = kept

    def members_of(code: str) -> frozenset[str]:
        if code not in members:
            found = (name for name, customer in people.customers.items() if judge.holds(trees[code], customer))
            members[code] = frozenset(found)
        return members[code]

    judge = Judge(people.fields, settings, lambda code, customer: str(customer.row["customer_id"]) in members_of(code))
    return Answer(
        members={row["segment_code"]: members_of(row["segment_code"]) for row in seeds.segments},
        aggregates={
            name: {field: people.fields.measure(field, customer, Scope()) for field in people.fields.types}
            for name, customer in people.customers.items()
        },
    )


def population(tables: Tables, score_rules: SeedRows, settings: Settings) -> Population:
    """Give the customers who had registered by `as_of`, with all that hangs on them and their score."""
    catalogue = Catalogue(usable("products", tables), usable("categories", tables))
    fields = Fields(catalogue, custom_types(tables), settings)
    judge = Judge(fields, settings, lambda _code, _customer: False)
    trees = _trees(score_rules, "score_code")
    points = {row["score_code"]: Fraction(row["points"]) for row in score_rules}

    def score(customer: Customer) -> Fraction:
        adjusted = sum((money(one.row, "points") for one in customer.adjustments), NOTHING)
        return adjusted + sum((points[code] for code, tree in trees.items() if judge.holds(tree, customer)), NOTHING)

    found = customers(tables, catalogue, settings)
    return Population({name: replace(one, score=score(one)) for name, one in found.items()}, fields)


def _trees(rows: SeedRows, column: str) -> dict[str, Group]:
    codes = dict.fromkeys(row[column] for row in rows)
    return {code: Group.grow([row for row in rows if row[column] == code]) for code in codes}
