"""Twenty kinds of segments a shop keeps, each as rows that vary with a number; over every chapter of fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

Row = tuple[str, str, str, str, str]
"""group, field, scope, operator, value"""

CATEGORIES: Final = (
    "Чай",
    "Китайский чай",
    "Кофе",
    "Посуда",
    "Słodycze",
    "Czekolada",
    "Küche",
    "Haushalt",
    "Pets > Dogs",
    "Pets > Cats",
    "Gifts",
    "Индийский чай",
)
BRANDS: Final = ("Русский чай", "Самовар и Ко", "Wawel Dom", "Złoty Liść", "Schwarzwald", "Green Hill", "O'Malley's")
CITIES: Final = ("Москва", "Санкт-Петербург", "Казань", "Kraków", "Warszawa", "Berlin", "Hamburg", "London")
WINDOWS: Final = ("7d", "30d", "60d", "90d", "180d", "1y", "2y")
CHANNELS: Final = ("site", "app", "phone", "store", "email")
BREEDS: Final = ("Maine Coon", "Сибирская кошка", "Dackel", "Шпиц", "Pudel", "Whippet")


def segment_code(number: int) -> str:
    """Name the segment of a number."""
    return f"bench_{number:04d}"


def _pick(options: tuple[str, ...], number: int) -> str:
    return options[number % len(options)]


def _money(number: int) -> int:
    return (500, 1_000, 2_000, 5_000, 8_000, 12_000, 20_000, 30_000, 50_000, 80_000)[number % 10]


def _spent(n: int) -> list[Row]:
    return [("all", "net_paid_sum", "", "between", f"{_money(n)}..{_money(n) * (2 + n % 2)}")]


def _spent_on_category(n: int) -> list[Row]:
    scope = f"category={_pick(CATEGORIES, n)};within={_pick(WINDOWS[3:], n)}"
    return [("all", "paid_sum", scope, "at_least", str(_money(n + 3)))]


def _lapsed(n: int) -> list[Row]:
    return [
        ("all", "paid_orders_count", "", "at_least", str(1 + n % 4)),
        ("all", "last_order_date", "", "between", f"-{4 + n % 18}m..-{1 + n % 3}m"),
    ]


def _reachable_in_city(n: int) -> list[Row]:
    return [
        ("all", "city", "", "in" if n % 3 else "not_in", f"{_pick(CITIES, n)}|{_pick(CITIES, n + 3)}"),
        ("all", "email_consent", "", "is_true", ""),
        ("none-1", "is_blocked", "", "is_true", ""),
        ("all", "orders_count", "", "at_least", str(12 + n % 12)),
    ]


def _one_but_not_the_other(n: int) -> list[Row]:
    return [
        ("all", "categories_bought", "", "any_of", _pick(CATEGORIES, n)),
        ("all", "categories_bought", "", "none_of", _pick(CATEGORIES, n + 4)),
        ("all", "last_order_date", "", "on_or_after", f"-{6 + n % 9}m"),
    ]


def _brand_lately(n: int) -> list[Row]:
    return [("all", "brands_bought", f"within={_pick(WINDOWS[2:5], n)}", "any_of", _pick(BRANDS, n))]


def _many_items(n: int) -> list[Row]:
    return [("all", "items_count", f"within={_pick(WINDOWS, n)}", "at_least", str(8 + n % 20))]


def _channel(n: int) -> list[Row]:
    scope = f"channel={_pick(CHANNELS, n)}|{_pick(CHANNELS, n + 1)};within={_pick(WINDOWS[2:], n)}"
    return [("all", "orders_count", scope, "at_least", str(3 + n % 3))]


def _large_checks(n: int) -> list[Row]:
    scope = f"category={_pick(CATEGORIES, n + 2)}" if n % 2 else ""
    return [
        ("all", "average_check", scope, "at_least", str(_money(n + 4))),
        ("all", "paid_orders_count", "", "at_least", str(3 + n % 5)),
    ]


def _reads_but_does_not_buy(n: int) -> list[Row]:
    window = _pick(WINDOWS[3:6], n)
    return [
        ("all", "interactions_count", f"channel=email;kind=opened|clicked;within={window}", "at_least", str(2 + n % 2)),
        ("all", "orders_count", f"within={window}", "equals", "0"),
    ]


def _reviewers(n: int) -> list[Row]:
    scope = f"within={_pick(WINDOWS[4:], n)}" + (f";category={_pick(CATEGORIES, n)}" if n % 2 else "")
    return [("all", "average_rating", scope, "at_most" if n % 3 == 0 else "at_least", str(2 + n % 3))]


def _carts(n: int) -> list[Row]:
    return [
        ("all", "abandoned_carts_count", f"within={_pick(WINDOWS[1:], n)}", "at_least", "1"),
        ("all", "abandoned_carts_sum", "", "greater_than", str(_money(n + 3))),
    ]


def _feeling_and_habit(n: int) -> list[Row]:
    groups = ("champion", "loyal", "at_risk|cant_lose", "hibernating|about_to_sleep", "new|promising")
    return [
        ("all", "rfm_group", "", "in", _pick(groups, n)),
        ("any-1", "nps_group", "", "equals", _pick(("promoter", "passive", "detractor"), n)),
        ("any-1/all-1", "monetary_score", "", "at_least", str(4 + n % 2)),
        ("any-1/all-1", "email_consent", "", "is_true", ""),
    ]


def _score(n: int) -> list[Row]:
    return [("all", "score", "", "at_least", str(25 + 5 * (n % 12)))]


def _anniversary(n: int) -> list[Row]:
    return [
        ("all", "birth_date", "", "anniversary_between", f"today..+{3 + n % 28}d"),
        ("all", "age", "", "between", f"{18 + n % 20}..{50 + n % 30}"),
    ]


def _own_field(n: int) -> list[Row]:
    if n % 2:
        return [("all", "custom.cups_per_day", "", "at_least", str(1 + n % 5))]
    return [("all", "custom.pet_breed", "", "in", f"{_pick(BREEDS, n)}|{_pick(BREEDS, n + 1)}|{_pick(BREEDS, n + 3)}")]


def _experiment(n: int) -> list[Row]:
    start = n * 7 % 90
    return [
        ("all", "bucket", "", "between", f"{start}..{start + 9}"),
        ("all", "registered_date", "", "before" if n % 2 else "on_or_after", f"-{1 + n % 5}y"),
    ]


def _networks(n: int) -> list[Row]:
    return [
        ("all", "social_networks", "", "any_of", _pick(("vk", "telegram", "instagram", "facebook"), n)),
        ("none-1", "email_domain", "", "in", "example.invalid|mail.invalid"),
        ("all", "days_since_last_order", "", "at_most", str(60 + 30 * (n % 20))),
    ]


def _nested(n: int) -> list[Row]:
    return [
        ("any-1", "is_vip", "", "is_true", ""),
        ("any-1", "net_paid_sum", f"within={_pick(WINDOWS[4:], n)}", "at_least", str(60_000 + _money(n))),
        ("any-1/all-1", "country", "", "equals", _pick(("Polska", "Deutschland", "United Kingdom", "Россия"), n)),
        ("any-1/all-1", "distinct_categories_count", "", "at_least", str(14 + n % 8)),
        ("any-1/all-1/none-1", "last_order_status", "", "in", "returned|cancelled"),
    ]


def _of_other_segments(n: int) -> list[Row]:
    # The families take turns, so segment 20 n is the spending band of the same round and 20 n + 16 the experiment.
    return [
        ("all", "segment", "", "in", segment_code(20 * n)),
        ("all", "segment", "", "not_in", segment_code(20 * n + 16)),
    ]


FAMILIES: Final[tuple[tuple[str, Callable[[int], list[Row]]], ...]] = (
    ("spending band", _spent),
    ("spent on a category", _spent_on_category),
    ("lapsed", _lapsed),
    ("reachable in a city", _reachable_in_city),
    ("bought one, not the other", _one_but_not_the_other),
    ("brand lately", _brand_lately),
    ("many items", _many_items),
    ("channel", _channel),
    ("large checks", _large_checks),
    ("reads but does not buy", _reads_but_does_not_buy),
    ("reviewers", _reviewers),
    ("left carts", _carts),
    ("feeling and habit", _feeling_and_habit),
    ("score", _score),
    ("anniversary", _anniversary),
    ("own field", _own_field),
    ("experiment", _experiment),
    ("networks", _networks),
    ("nested groups", _nested),
    ("of other segments", _of_other_segments),
)
