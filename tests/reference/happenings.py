"""What happens to a customer: orders, carts, reviews, answers, interactions, all with a day and perhaps with goods."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from tests.reference.catalogue import Catalogue, Product
from tests.reference.settings import Settings
from tests.reference.tables import KEYS, Tables, usable
from tests.reference.values import Row, instant, number, rounded, text

NOTHING = Fraction(0)


@dataclass(frozen=True)
class Line:
    """Hold one product of a happening; money is in the reporting currency."""

    product: Product | None
    quantity: Fraction = NOTHING
    amount: Fraction = NOTHING
    refunded: Fraction = NOTHING


@dataclass(frozen=True)
class Happening:
    """Hold one thing that has happened; money is in the reporting currency."""

    row: Row
    happened_at: datetime
    day: date
    lines: tuple[Line, ...] = ()
    amount: Fraction = NOTHING
    refunded: Fraction = NOTHING

    def told(self, column: str) -> str | None:
        """Give what its row says in a column of text."""
        return text(self.row.get(column))

    def counted(self, column: str) -> Fraction | None:
        """Give what its row says in a column of numbers."""
        return number(self.row.get(column))


def happenings(table: str, column: str, tables: Tables, customers: set[str], settings: Settings) -> list[Happening]:
    """Give what is in a table and has happened by `as_of`, the latest last."""
    found = []
    for row in usable(table, tables, customers):
        happened_at = instant(row[column])
        if happened_at is not None and happened_at <= settings.instant:
            found.append(Happening(row, happened_at, settings.day_of(happened_at)))
    return sorted(found, key=lambda one: (one.happened_at, str(one.row[KEYS[table][0]])))


def money(row: Row, column: str) -> Fraction:
    """Give a number of a row; what is missing counts as 0."""
    return number(row.get(column)) or NOTHING


def product_of(row: Row, catalogue: Catalogue) -> Product | None:
    """Give the product a row names, when the shop knows it."""
    return catalogue.products.get(text(row.get("product_id")) or "")


def cart_line(row: Row, catalogue: Catalogue) -> Line:
    """Read one line of a cart."""
    quantity = money(row, "quantity")
    return Line(product_of(row, catalogue), quantity, rounded(quantity * money(row, "unit_price")))
