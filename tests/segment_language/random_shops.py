"""Random shops: small, and full of what is easy to get wrong."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from tests.harness import Tables
from tests.reference import Settings
from tests.reference.values import Row
from tests.segment_language.random_activity import add_activity
from tests.segment_language.random_cells import (
    BAD_DATES,
    BRANDS,
    CATEGORY_NAMES,
    CHANNELS,
    CITIES,
    CURRENCIES,
    EMAILS,
    NETWORKS,
    STATUSES,
    STORES,
    Cells,
)


@dataclass(frozen=True)
class RandomShop:
    """Hold a shop's tables, the instant and zone it is looked at, and the kind of its files."""

    tables: Tables
    settings: Settings
    is_parquet: bool = False


def random_shop(random: Random, settings: Settings, *, is_parquet: bool = False) -> RandomShop:
    """Make a shop around an instant: 5 to 40 customers, up to 150 orders."""
    maker = Sales(random, settings)
    maker.add_catalogue()
    maker.add_rates()
    maker.add_customers(random.randint(5, 40))
    maker.add_orders(random.randint(0, 150))
    add_activity(maker)
    maker.repeat_some()
    return RandomShop(maker.tables, settings, is_parquet)


class Sales(Cells):
    """Add the catalogue, customers and orders, each hanging on what was there before."""

    def add_catalogue(self) -> None:
        for place in range(self.random.randint(1, 9)):
            parent = self.an_id("categories", "category_id") if self.chance(0.7) else None
            parent = self.bad_or(parent, ["unknown", f"cat{place}", "cat7"])
            self.tables.category(f"cat{place}", self.one_of(CATEGORY_NAMES, blank=0.05), parent)
        for place in range(self.random.randint(1, 14)):
            category = self.an_id("categories", "category_id") if self.chance(0.9) else None
            name = self.one_of([f"Product {place % 9}", f"product {place % 9}", f"Товар {place}"])
            row: Row = {"sku": self.one_of([f"SKU-{place}", f"sku-{place}"]), "brand": self.one_of(BRANDS)}
            self.tables.product(f"p{place}", name, category, **row)

    def add_rates(self) -> None:
        for currency in ("USD", "EUR"):
            for days in sorted({400, 40, 7, 1, 0, -2, *(self.random.randint(0, 500) for _ in range(2))}):
                start = self.settings.today - timedelta(days=days)
                rate = f"{self.random.randint(1, 120)}.{self.random.randint(0, 99_999_999):08}"
                self.tables.add(
                    "exchange_rates", currency=currency, valid_from=f"{start}", rate=self.bad_or(rate, ["none", None])
                )

    def add_customers(self, count: int, prefix: str = "") -> None:
        for place in range(count):
            birth = self.settings.today - timedelta(days=self.random.randint(-3, 30_000))
            birth = birth.replace(month=self.settings.today.month) if birth.day < 29 and self.chance(0.4) else birth
            written = self.random.choice([str(birth), str(birth), str(birth), "2000-02-29", "1996-02-29", "1999-12-31"])
            registered = self.written(self.an_instant(3000))
            self.tables.customer(
                prefix + self.random.choice([f"c{place}", f"C{place}", f"клиент-{place}", f"{place:05}"]),
                **{name: self.one_of(CITIES) for name in ("city", "region", "country", "organization", "manager_name")},
                **{
                    name: self.bad_or(self.random.choice(["true", "false"]), ["", None, "maybe"], 0.3)
                    for name in ("is_vip", "is_blocked", "email_consent", "sms_consent")
                },
                gender=self.one_of(["f", "F", "m", "M"]),
                email=self.one_of(EMAILS),
                phone=self.one_of(["+7 900 000-00-01", "+79000000002"]),
                source=self.one_of(CHANNELS),
                store=self.one_of(STORES),
                birth_date=self.bad_or(written, BAD_DATES, 0.15),
                registered_at=self.bad_or(registered, BAD_DATES),
            )
        for _ in range(self.random.randint(0, count * 2)):
            customer = self.an_id("customers", "customer_id")
            self.tables.add("social_accounts", customer_id=customer, network=self.one_of(NETWORKS, blank=0.05))

    def add_orders(self, count: int, prefix: str = "") -> None:
        for place in range(count):
            ordered = self.an_instant()
            paid = (
                self.written(ordered + timedelta(hours=self.random.choice([0, 1, 100]))) if self.chance(0.8) else None
            )
            cancelled = self.written(ordered + timedelta(hours=self.random.choice([0, 2, 300])))
            self.tables.order(
                f"{prefix}o{place}",
                self.an_id("customers", "customer_id"),
                self.bad_or(self.written(ordered), BAD_DATES, 0.03) or "",
                *[self.a_line() for _ in range(self.random.choice([0, 1, 1, 2, 3, 5]))],
                paid_at=self.bad_or(paid, BAD_DATES, 0.02),
                cancelled_at=cancelled if self.chance(0.12) else None,
                status=self.one_of(STATUSES),
                channel=self.one_of(CHANNELS),
                store=self.one_of(STORES),
                currency=self.random.choice(CURRENCIES) if self.chance(0.5) else None,
                discount=self.bad_or(self.random.choice([None, "0", "10", "99.99"]), ["n/a"], 0.02),
                delivery_cost=self.money(),
            )
            for number in range(self.random.choice([0, 0, 0, 0, 1, 2])):
                refunded = self.bad_or(self.written(ordered + timedelta(days=number * 5)), BAD_DATES, 0.05) or ""
                self.tables.refund(f"{prefix}r{place}-{number}", f"{prefix}o{place}", self.money(300), refunded)

    def a_line(self) -> Row:
        return {
            "product_id": self.bad_or(self.an_id("products", "product_id"), [None, "", "unknown"], 0.08),
            "quantity": self.random.choice(["1", "1", "2", "3", "0.5", "1.2345", "-1", None, "0"]),
            "unit_price": self.bad_or(self.money(), ["free", None]),
            "discount": self.random.choice([None, None, "0", "5", "12.34"]),
        }

    def repeat_some(self) -> None:
        """Repeat keys with other values, changed earlier or later than the first row, and lose some keys."""
        keys = {
            "customers": "customer_id",
            "orders": "order_id",
            "order_items": "order_item_id",
            "products": "product_id",
            "reviews": "review_id",
            "nps_responses": "response_id",
        }
        for table, column in keys.items():
            rows = self.tables.get(table, [])
            for row in self.random.sample(rows, min(len(rows), self.random.randint(0, 3))):
                other = self.random.choice(rows)
                changed = self.random.choice(["2019-05-05 00:00:00", "2021-05-05T00:00:00", None])
                rows.append({**other, column: row[column], "updated_at": changed})
            if rows and self.chance(0.3):
                rows.append({**self.random.choice(rows), column: self.random.choice([None, "", "  "])})
            self.random.shuffle(rows)
