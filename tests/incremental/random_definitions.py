"""Definitions of a random shop, and the edits people make to them between refreshes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.harness import condition, segment
from tests.incremental.random_world import World
from tests.reference import Seeds
from tests.reference.evaluate import SeedRows, population
from tests.segment_language.random_segments import SegmentMaker
from tests.segment_language.random_shops import RandomShop

# What the sequences must not miss, whatever the random segments ask for.
ALWAYS: dict[str, tuple[dict[str, str], list[dict[str, str]]]] = {
    "scored": ({}, [condition("score", "greater_than", "0")]),
    "champions": ({}, [condition("rfm_group", "in", "champion|loyal|new")]),
    "frequent": ({}, [condition("frequency_score", "at_least", "3")]),
    "bought_lately": ({}, [condition("orders_count", "at_least", "1", scope="within=30d")]),
    "spenders": ({}, [condition("net_paid_sum", "greater_than", "500")]),
    "birthday": ({}, [condition("birth_date", "anniversary_between", "today..+3d")]),
    "abandoned": ({}, [condition("abandoned_carts_count", "at_least", "1")]),
    "promoters": ({}, [condition("nps_group", "equals", "promoter")]),
    "tea": ({}, [condition("categories_bought", "any_of", "Чай|late category")]),
    "founders": ({"kind": "static"}, [condition("orders_count", "at_least", "1")]),
    "asleep": ({"is_active": "false"}, [condition("city", "is_set")]),
    "lately_scored": ({}, [condition("segment", "in", "scored|bought_lately"), condition("age", "at_least", "18")]),
}


@dataclass
class Definitions:
    """Hold a shop's seeds and settings as they stand."""

    random: Random
    segments: SeedRows = field(default_factory=list)
    filters: SeedRows = field(default_factory=list)
    score_rules: SeedRows = field(default_factory=list)
    retired: list[str] = field(default_factory=list)
    variables: dict[str, object] = field(default_factory=dict)
    number: int = 0

    @classmethod
    def start(cls, world: World, count: int) -> "Definitions":
        """Make the segments that are always there and some random ones."""
        made = cls(world.random)
        made.score_rules = made.maker(world).score_rules()
        for code, (row, rows) in ALWAYS.items():
            made._put(code, rows)
            made.segments.append(segment(code, **row))
        for _ in range(count):
            made.add(world)
        return made

    @property
    def seeds(self) -> Seeds:
        """Give the rows of the seeds."""
        return Seeds(self.segments, self.filters, self.score_rules)

    def maker(self, world: World) -> SegmentMaker:
        """Give what draws conditions over the shop as it stands."""
        people = population(world.tables, self.score_rules, world.settings)
        return SegmentMaker(self.random, RandomShop(world.tables, world.settings), people)

    def edit(self, world: World) -> str:
        """Make one edit and say which."""
        edits: list[Callable[[World], None]] = [
            *(self.add, self.change, self.change, self.switch, self.change_kind, self.change_scores, self.retire),
            *([self.change_setting] if self.random.random() < 0.3 else []),
        ]
        edit = self.random.choice(edits)
        edit(world)
        return edit.__name__

    def add(self, world: World) -> None:
        """Add a segment, which may read those before it."""
        self.number += 1
        maker = self.maker(world)
        code = f"s{self.number:03}"
        rows = maker.rows([*maker.fields, "segment", "segment"], self.segments)
        kind = self.random.choice(["dynamic"] * 5 + ["static"])
        self.segments.append(
            segment(
                code,
                kind=kind,
                is_active=self.random.choice(["true"] * 9 + ["false"]),
                is_in_analytics=self.random.choice(["true", "true", "false"]),
            )
        )
        self._put(code, rows)

    def change(self, world: World) -> None:
        """Give a segment other conditions, over the segments before it at most."""
        place = self.random.randrange(len(self.segments))
        maker = self.maker(world)
        fields = [*maker.fields, "segment"] if place else maker.fields
        self._put(self.segments[place]["segment_code"], maker.rows(fields, self.segments[:place]))

    def switch(self, _world: World) -> None:
        """Make an active segment inactive or the other way round."""
        row = self.random.choice(self.segments)
        row["is_active"] = "false" if row["is_active"] == "true" else "true"

    def change_kind(self, _world: World) -> None:
        """Make a dynamic segment static or the other way round."""
        row = self.random.choice(self.segments)
        row["kind"] = "static" if row["kind"] == "dynamic" else "dynamic"

    def change_scores(self, world: World) -> None:
        """Write other score rules."""
        self.score_rules = self.maker(world).score_rules()

    def retire(self, _world: World) -> None:
        """Retire a segment nobody reads."""
        read = {code for row in self.filters if row["field"] == "segment" for code in row["value"].split("|")}
        free = [row["segment_code"] for row in self.segments if row["segment_code"] not in read]
        if len(free) > 1:
            code = self.random.choice(free)
            self.segments = [row for row in self.segments if row["segment_code"] != code]
            self.filters = [row for row in self.filters if row["segment_code"] != code]
            self.retired.append(code)

    def change_setting(self, _world: World) -> None:
        """Change one of the shop's settings."""
        choices: dict[str, list[object]] = {
            "nps_promoter_from": [8, 9, 10],
            "cart_abandoned_after_hours": [1, 24, 48],
            "rfm_cuts": [[20, 40, 60, 80], [10, 50, 70, 90]],
            "bucket_salt": ["one", "two"],
            "subtract_order_discount": [True, False],
        }
        name = self.random.choice(list(choices))
        self.variables[name] = self.random.choice(choices[name])

    def _put(self, code: str, rows: SeedRows) -> None:
        self.filters = [row for row in self.filters if row["segment_code"] != code]
        self.filters += [{"segment_code": code, **row} for row in rows]
