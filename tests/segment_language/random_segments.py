"""Random segments over a shop: all fields, operators and scopes, nested groups, values the shop really has."""

from dataclasses import dataclass
from random import Random

from tests.harness import condition, segment
from tests.reference.evaluate import Population, SeedRows, population
from tests.reference.fields import BOUGHT, TYPES, Value
from tests.reference.sales_fields import MEASURES
from tests.reference.spelling import Scope
from tests.segment_language.random_scopes import category_names, product_names, random_scope
from tests.segment_language.random_shops import CITIES, RandomShop
from tests.segment_language.random_values import day_value, number_value, text_value

OPERATORS = {
    "number": [
        "equals",
        "not_equals",
        "greater_than",
        "at_least",
        "less_than",
        "at_most",
        "between",
        "not_between",
        "in",
        "not_in",
        "is_set",
        "is_not_set",
    ],
    "date": [
        "on",
        "before",
        "after",
        "on_or_before",
        "on_or_after",
        "between",
        "not_between",
        *["anniversary_between"] * 3,
        "is_set",
        "is_not_set",
    ],
    "text": [
        "equals",
        "not_equals",
        "in",
        "not_in",
        "contains",
        "not_contains",
        "starts_with",
        "ends_with",
        "matches",
        "is_set",
        "is_not_set",
    ],
    "list": ["any_of", "all_of", "none_of", "is_set", "is_not_set"],
    "boolean": ["is_true", "is_false", "is_set", "is_not_set"],
    "segment": ["in", "not_in"],
}
FIELDS = (*TYPES, "segment")


@dataclass(frozen=True)
class Batch:
    """Hold the rows of both seeds."""

    segments: SeedRows
    filters: SeedRows


def random_batch(random: Random, shop: RandomShop, count: int) -> Batch:
    """Make segments; a few are static or inactive, some read the membership of those before them."""
    maker = _Maker(random, shop, population(shop.tables, shop.settings))
    segments, filters = [], []
    for place in range(count):
        code = f"s{place:03}"
        kind = random.choice(["dynamic"] * 9 + ["static"])
        segments.append(segment(code, kind=kind, is_active=random.choice(["true"] * 19 + ["false"])))
        filters += [{"segment_code": code, **row} for row in maker.rows([row["segment_code"] for row in segments[:-1]])]
    return Batch(segments, filters)


class _Maker:
    """Make conditions from what the shop's customers measure."""

    def __init__(self, random: Random, shop: RandomShop, people: Population) -> None:
        self.random = random
        self.shop = shop
        self.people = people

    def rows(self, earlier: list[str]) -> SeedRows:
        """Make one segment's rows, spread over a few groups."""
        groups = [self.group() for _ in range(self.random.randint(1, 3))]
        rows = [self.row(self.random.choice(groups), earlier) for _ in range(self.random.randint(1, 6))]
        return list({tuple(row.items()): row for row in rows}.values())

    def group(self) -> str:
        depth = self.random.choice([1, 1, 2, 2, 3, 4])
        return "/".join(
            self.random.choice(["all", "any", "none"]) + self.random.choice(["", "-1", "-2"]) for _ in range(depth)
        )

    def row(self, group: str, earlier: list[str]) -> dict[str, str]:
        field = self.random.choice(FIELDS if earlier else tuple(TYPES))
        kind = TYPES.get(field, "segment")
        operator = self.random.choice(OPERATORS[kind])
        takes_scope = (field in MEASURES or field in BOUGHT) and self.random.random() < 0.6
        scope = random_scope(self.random, self.shop.tables, self.shop.settings.today) if takes_scope else ""
        if field == "segment":
            value = "|".join(self.random.sample(earlier, min(len(earlier), self.random.randint(1, 3))))
        elif operator in ("is_set", "is_not_set", "is_true", "is_false"):
            value = ""
        else:
            value = self.value(field, operator, scope)
        return condition(field, operator, value, scope=scope, group=group)

    def value(self, field: str, operator: str, scope: str) -> str:
        known = self.known(field, scope)
        match TYPES[field]:
            case "number":
                return number_value(self.random, operator, known)
            case "date":
                return day_value(self.random, operator, known, self.shop.settings.today)
            case "text":
                return text_value(self.random, operator, known, CITIES)
        names = {"categories_bought": category_names, "products_bought": product_names}.get(field)
        listed = names(self.shop.tables) if names else [name for names in known for name in names]
        return text_value(self.random, operator, listed, CITIES)

    def known(self, field: str, scope: str) -> list[Value]:
        """Give what the customers measure, without what is missing."""
        measured = (
            self.people.fields.measure(field, customer, Scope.parse(scope))
            for customer in self.people.customers.values()
        )
        return [value for value in measured if value not in (None, ())]
