"""Random scopes: goods by id, name or path, where and how orders were placed, and when."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from tests.harness import Tables
from tests.reference.days import resolved
from tests.reference.fields import BOUGHT
from tests.reference.measures import OF_CARTS, OF_INTERACTIONS, OF_ORDERS, OF_REVIEWS
from tests.reference.scoping import GOODS
from tests.reference.values import text
from tests.segment_language.random_cells import BRANDS, CHANNELS, KINDS, STATUSES, STORES

WINDOWS = ("0d", "1d", "7d", "30d", "2w", "1m", "3m", "12m", "1y")


def random_scope(random: Random, field: str, tables: Tables, today: date) -> str:
    """Write a scope of up to three keys that the field takes; some of the time it is empty."""
    pairs: dict[str, Callable[[], str]] = {
        "category": lambda: _several(random, category_names(tables)),
        "product": lambda: _several(random, product_names(tables)),
        "brand": lambda: _several(random, BRANDS),
        "channel": lambda: _several(random, CHANNELS),
        "store": lambda: _several(random, STORES),
        "status": lambda: _several(random, STATUSES),
        "kind": lambda: _several(random, KINDS),
        "within": lambda: random.choice(WINDOWS),
    }
    legal = _keys_of(field)
    chosen = {name: pairs[name]() for name in random.sample(legal, random.randint(0, min(2, len(legal))))}
    if legal and "within" not in chosen and random.random() < 0.3:
        chosen |= _period(random, today)
    return ";".join(f"{name}={value}" for name, value in chosen.items() if value)


def _keys_of(field: str) -> list[str]:
    if field in OF_INTERACTIONS:
        return ["channel", "kind", "within"]
    if field in OF_CARTS or field in OF_REVIEWS:
        return [*GOODS, "within"]
    return [*GOODS, "channel", "store", "status", "within"] if field in OF_ORDERS or field in BOUGHT else []


def category_names(tables: Tables) -> list[str]:
    """Give ids, names and paths of the shop's categories."""
    rows = tables.get("categories", [])
    names = {str(row["category_id"]): str(text(row["name"]) or row["category_id"]) for row in rows}
    parents = {str(row["category_id"]): str(row["parent_id"]) for row in rows}
    paths = []
    for category, name in names.items():
        line, above = [name], parents[category]
        while above in names and len(line) < len(names):
            line, above = [names[above], *line], parents[above]
        if len(line) > 1:
            paths.append(" >".join(line))
    return [*names, *names.values(), *paths * 2]


def product_names(tables: Tables) -> list[str]:
    """Give ids, names and skus of the shop's products."""
    cells = (row.get(column) for row in tables.get("products", []) for column in ("product_id", "name", "sku"))
    return [written for written in map(text, cells) if written]


def _several(random: Random, names: list[str]) -> str:
    count = random.choice([1, 1, 1, 2, 3])
    chosen = [random.choice(names) if names and random.random() < 0.9 else "no such thing" for _ in range(count)]
    return "|".join(random.choice([name, name, name.lower(), name.upper()]) for name in chosen)


def _period(random: Random, today: date) -> dict[str, str]:
    days = [str(today - timedelta(days=random.randint(-5, 400))) for _ in range(2)]
    ends = sorted([*days, "-30d", "today", "-3m"], key=lambda end: resolved(end, today))
    start, end = sorted(random.sample(range(len(ends)), 2))
    return random.choice([{"from": ends[start]}, {"to": ends[end]}, {"from": ends[start], "to": ends[end]}])
