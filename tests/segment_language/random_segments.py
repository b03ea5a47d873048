"""Random segments over a shop: all fields, operators and scopes, nested groups, values the shop really has."""

from datetime import date
from fractions import Fraction
from random import Random

from tests.harness import condition, segment
from tests.reference import Seeds
from tests.reference.evaluate import Population, SeedRows, population
from tests.reference.fields import Value
from tests.reference.spelling import Scope
from tests.segment_language.random_cells import CITIES
from tests.segment_language.random_scopes import category_names, product_names, random_scope
from tests.segment_language.random_shops import RandomShop
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
}
POINTS = ("10", "-5", "0.5")


def random_seeds(random: Random, shop: RandomShop, count: int) -> Seeds:
    """Make score rules, and segments over them."""
    score_rules = random_score_rules(random, shop)
    segments, filters = random_segments(random, shop, score_rules, count)
    return Seeds(segments, filters, score_rules)


def random_score_rules(random: Random, shop: RandomShop) -> SeedRows:
    """Make up to three scores."""
    return SegmentMaker(random, shop, population(shop.tables, [], shop.settings)).score_rules()


def random_segments(random: Random, shop: RandomShop, score_rules: SeedRows, count: int) -> tuple[SeedRows, SeedRows]:
    """Make segments and their filters; a few are static or inactive, some read those before them."""
    maker = SegmentMaker(random, shop, population(shop.tables, score_rules, shop.settings))
    segments: SeedRows = []
    filters: SeedRows = []
    for place in range(count):
        code = f"s{place:03}"
        rows = maker.rows([*maker.fields, "segment"] if segments else maker.fields, segments)
        filters += [{"segment_code": code, **row} for row in rows]
        kind = random.choice(["dynamic"] * 9 + ["static"])
        segments.append(segment(code, kind=kind, is_active=random.choice(["true"] * 19 + ["false"])))
    return segments, filters


class SegmentMaker:
    """Make conditions from what the shop's customers measure."""

    def __init__(self, random: Random, shop: RandomShop, people: Population) -> None:
        self.random = random
        self.shop = shop
        self.people = people
        self.fields = [*people.fields.types, "custom.no such field"]

    def score_rules(self) -> SeedRows:
        """Make up to three scores."""
        fields = [field for field in self.fields if field != "score"]
        codes = [f"score_{place}" for place in range(self.random.randint(0, 3))]
        points = {code: self.random.choice(POINTS) for code in codes}
        return [{"score_code": code, "points": points[code], **row} for code in codes for row in self.rows(fields, [])]

    def rows(self, fields: list[str], segments: SeedRows) -> SeedRows:
        """Make rows over some fields, spread over a few groups."""
        groups = [self.group() for _ in range(self.random.randint(1, 3))]
        count = self.random.randint(1, 6)
        rows = [self.row(self.random.choice(fields), self.random.choice(groups), segments) for _ in range(count)]
        return list({tuple(row.items()): row for row in rows}.values())

    def group(self) -> str:
        depth = self.random.choice([1, 1, 2, 2, 3, 4])
        return "/".join(
            self.random.choice(["all", "any", "none"]) + self.random.choice(["", "-1", "-2"]) for _ in range(depth)
        )

    def row(self, field: str, group: str, segments: SeedRows) -> dict[str, str]:
        if field == "segment":
            earlier = [row["segment_code"] for row in segments]
            value = "|".join(self.random.sample(earlier, min(len(earlier), self.random.randint(1, 3))))
            return condition(field, self.random.choice(["in", "not_in"]), value, group=group)
        # A condition on a field of the shop's own is at times written for another type than the field has.
        kind = self.people.fields.types.get(field, "text")
        kind = (
            self.random.choice(["number", "date", "text", "boolean"])
            if field.startswith("custom.") and self.random.random() < 0.2
            else kind
        )
        operator = self.random.choice(OPERATORS[kind])
        scope = ""
        if self.random.random() < 0.6:
            scope = random_scope(self.random, field, self.shop.tables, self.shop.settings.today)
        has_value = operator not in ("is_set", "is_not_set", "is_true", "is_false")
        value = self.value(field, kind, operator, scope) if has_value else ""
        return condition(field, operator, value, scope=scope, group=group)

    def value(self, field: str, kind: str, operator: str, scope: str) -> str:
        known = self.known(field, scope)
        if kind == "number":
            numbers = [number for number in known if isinstance(number, Fraction)]
            return number_value(self.random, operator, numbers)
        if kind == "date":
            days = [day for day in known if isinstance(day, date)]
            return day_value(self.random, operator, days, self.shop.settings.today)
        names = {"categories_bought": category_names, "products_bought": product_names}.get(field)
        if kind == "list":
            written = (
                names(self.shop.tables)
                if names
                else [name for listed in known if isinstance(listed, tuple) for name in listed]
            )
            return text_value(self.random, operator, written, CITIES)
        return text_value(self.random, operator, [text for text in known if isinstance(text, str)], CITIES)

    def known(self, field: str, scope: str) -> list[Value]:
        """Give what the customers measure, without what is missing."""
        measured = (
            self.people.fields.measure(field, customer, Scope.parse(scope))
            for customer in self.people.customers.values()
        )
        return [value for value in measured if value not in (None, ())]
