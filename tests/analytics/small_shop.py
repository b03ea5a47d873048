"""A shop small enough to work out every figure by hand, in Vladivostok (ten hours ahead of UTC), over two refreshes.

Paid orders at the second refresh, by the shop's months:

    ann   2025-12 first: tea 100, by site in East       2026-01 second: tea 50, mug 30, by "Site" in East; 20 given back
    bob   2026-01 third: mug 40 in euros at 2, by phone in West       2026-02 sixth: tea 60, by phone in West
    cid   2026-02 seventh: tea 5, by phone in West
    eve   2026-02 fifth: cup 10, bowl 10, by nothing, nowhere
    fay   2026-01 moved: tea 7, by nothing in West

`fourth` of bob is not paid and `gone` of eve is cancelled. dee and fay are in no segment; `moved` was dee's at the
first refresh, and `sixth`, `seventh` and the refund were not there yet.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

from tests.harness import Shop, Tables, condition, segment

FIRST, SECOND = "2026-03-09T10:00:00", "2026-03-10T10:00:00"
FIRST_ID, SECOND_ID = "20260309T100000Z", "20260310T100000Z"
LATE = "2026-03-10 01:00:00"

PRIORITIES = "list,rank,segment_code\nspending,1,spenders\nspending,2,buyers\n"
CONDITIONS = {
    "buyers": condition("paid_orders_count", "at_least", "1"),
    "spenders": condition("paid_sum", "at_least", "100"),
    "locals": condition("city", "is_set"),
    "nobody": condition("paid_sum", "at_least", "1000000"),
    "asleep": condition("paid_orders_count", "at_least", "1"),
    "unseen": condition("paid_orders_count", "at_least", "1"),
}
# dee is kept out of every segment, so that there is a customer in none who bought.
NOT_DEE = {"field": "email", "operator": "not_equals", "value": "dee@example.com"}


def tables(*, later: bool) -> Tables:
    shop = Tables()
    new = {"updated_at": LATE} if later else {}
    shop.customer("ann", city="Omsk", country="Russia")
    shop.customer("bob", country="Germany")
    shop.customer("cid", **({"city": "Perm", **new} if later else {}))
    shop.customer("dee", email="dee@example.com", country="russia")
    shop.customer("eve", city=None if later else "Perm", **new)
    shop.customer("fay", email="dee@example.com")
    shop.customer("tomorrow", city="Perm", registered_at="2026-03-11 00:00:00")
    for category, name in (("drinks", "Drinks"), ("dishes", "Dishes")):
        shop.category(category, name)
    for product, category in (("tea", "drinks"), ("mug", "dishes"), ("cup", "dishes"), ("bowl", "dishes")):
        shop.product(product, product.title(), category, brand="House" if product == "tea" else None)
    shop.add("exchange_rates", currency="EUR", valid_from="2020-01-01", rate="2")
    # 23:30 on the last day of December, and an hour and a half later in January.
    line = {"product_id": "tea", "unit_price": "100"}
    shop.order("first", "ann", "2025-12-31 13:30:00", line, channel="site", store="East")
    shop.order(
        "second",
        "ann",
        "2025-12-31 15:00:00",
        {"product_id": "tea", "unit_price": "25"},
        {"product_id": "mug", "unit_price": "30"},
        {"product_id": "tea", "unit_price": "25"},
        channel="Site",
        store="east",
    )
    in_west = {"channel": "phone", "store": "West"}
    shop.order(
        "third", "bob", "2026-01-10 10:00:00", {"product_id": "mug", "unit_price": "20"}, currency="EUR", **in_west
    )
    shop.order(
        "fourth", "bob", "2026-01-11 10:00:00", {"product_id": "tea", "unit_price": "500"}, paid_at=None, **in_west
    )
    even = [{"product_id": product, "unit_price": "10"} for product in ("cup", "bowl")]
    shop.order("fifth", "eve", "2026-02-01 10:00:00", *even)
    shop.order("gone", "eve", "2026-02-01 10:00:00", *even, cancelled_at="2026-02-02 10:00:00")
    moved = {"product_id": "tea", "unit_price": "7"}
    shop.order("moved", "fay" if later else "dee", "2026-01-20 10:00:00", moved, store="West", **new)
    if later:
        shop.order("sixth", "bob", "2026-02-05 10:00:00", {**line, "unit_price": "60", **new}, **in_west, **new)
        shop.order("seventh", "cid", "2026-02-07 10:00:00", {**line, "unit_price": "5", **new}, **in_west, **new)
        shop.refund("back", "second", "20", LATE)
        shop["refunds"][-1]["updated_at"] = LATE
    return shop


def write_seeds(shop: Shop, *, later: bool) -> None:
    rows = {
        "nobody": {},
        "asleep": {"is_active": "false" if later else "true"},
        "unseen": {"is_in_analytics": "false"},
    }
    (shop.root / "seeds" / "segment_priorities.csv").write_text(PRIORITIES, encoding="utf-8")
    shop.write_seeds(
        [segment(code, **rows.get(code, {})) for code in CONDITIONS],
        [
            {**row, "segment_code": code}
            for code, own in CONDITIONS.items()
            for row in (own, {**own, **NOT_DEE, "scope": ""})
        ],
    )


@dataclass(frozen=True)
class Refreshed:
    """Hold the shop after both refreshes, and what each of them published.

    Args:
        shop: it stands at the second one.
        first: what the first one published.
        incremental: what the second one published, going on from the first.
        full: what the second one published when it was done again in full.
    """

    shop: Shop
    first: Path
    incremental: Path
    full: Path


def refresh_twice(folder: Path) -> Refreshed:
    shop = Shop.open(folder / "shop", shop_timezone="Asia/Vladivostok", reporting_currency="RUB").without_data_tests()
    published = shop.root / "warehouse" / "published.duckdb"

    def keep(name: str) -> Path:
        return Path(shutil.copyfile(published, folder / f"{name}.duckdb"))

    shop.write_tables(tables(later=False))
    write_seeds(shop, later=False)
    shop.refresh(FIRST)
    first = keep("first")
    shop.write_tables(tables(later=True))
    write_seeds(shop, later=True)
    shop.refresh(SECOND)
    incremental = keep("incremental")
    shop.command("refresh", "--as-of", SECOND, "--full")
    return Refreshed(shop, first, incremental, keep("full"))
