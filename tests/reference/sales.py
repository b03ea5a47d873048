"""Orders with their lines, each with its money: converted, discounts and refunds shared out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from tests.reference.catalogue import Catalogue
from tests.reference.happenings import NOTHING, Happening, Line, money, product_of
from tests.reference.settings import Settings
from tests.reference.tables import Tables, usable
from tests.reference.values import Row, day, instant, key, number, rounded, text


@dataclass(frozen=True)
class Order(Happening):
    """Hold one order that has been made."""

    is_cancelled: bool = False
    is_paid: bool = False


def orders(tables: Tables, customers: Iterable[str], catalogue: Catalogue, settings: Settings) -> list[Order]:
    """Give the orders that had been made by `as_of`, of customers that are known."""
    rates = _Rates(tables, settings)
    rows = {str(row["order_id"]): row for row in usable("orders", tables, set(customers))}
    rated = {order_id: row for order_id, row in rows.items() if rates.of(row) is not None}
    hanging: dict[str, dict[str, list[Row]]] = defaultdict(lambda: {"order_items": [], "refunds": []})
    for table in ("order_items", "refunds"):
        for row in usable(table, tables, rated):
            hanging[str(row["order_id"])][table].append(row)
    made = (
        _order(row, rates.of(row) or NOTHING, hanging[order_id], catalogue, settings) for order_id, row in rated.items()
    )
    return [order for order in made if order.happened_at <= settings.instant]


class _Rates:
    """Give the rate of an order: the latest one valid on its day."""

    def __init__(self, tables: Tables, settings: Settings) -> None:
        self._settings = settings
        self._rates: dict[str, dict[date, Fraction | None]] = defaultdict(dict)
        for row in usable("exchange_rates", tables):
            start = day(row["valid_from"])
            if start is not None:
                self._rates[key(str(row["currency"]))][start] = number(row.get("rate"), places=8)

    def of(self, order: Row) -> Fraction | None:
        currency = text(order.get("currency"))
        if currency is None or key(currency) == key(self._settings.reporting_currency):
            return Fraction(1)
        ordered_day = self._settings.day_of(_happened_at(order, "ordered_at"))
        rates = self._rates[key(currency)]
        return rates.get(max((start for start in rates if start <= ordered_day), default=date.max))


def _order(row: Row, rate: Fraction, hanging: dict[str, list[Row]], catalogue: Catalogue, settings: Settings) -> Order:
    items = hanging["order_items"]
    grosses = [rounded(money(item, "quantity") * money(item, "unit_price") - money(item, "discount")) for item in items]
    total, discount = sum(grosses, NOTHING), money(row, "discount")
    refunded = sum(
        (
            rounded(money(refund, "amount") * rate)
            for refund in hanging["refunds"]
            if _happened_at(refund, "refunded_at") <= settings.instant
        ),
        NOTHING,
    )

    def line(item: Row, gross: Fraction) -> Line:
        share = gross / total if total else NOTHING
        return Line(
            product=product_of(item, catalogue),
            quantity=money(item, "quantity"),
            amount=rounded((gross - discount * share) * rate),
            refunded=rounded(refunded * share),
        )

    paid_at, cancelled_at = instant(row.get("paid_at")), instant(row.get("cancelled_at"))
    is_cancelled = cancelled_at is not None and cancelled_at <= settings.instant
    ordered_at = _happened_at(row, "ordered_at")
    return Order(
        row=row,
        happened_at=ordered_at,
        day=settings.day_of(ordered_at),
        lines=tuple(map(line, items, grosses)),
        amount=rounded((total - discount) * rate),
        refunded=refunded,
        is_cancelled=is_cancelled,
        is_paid=paid_at is not None and paid_at <= settings.instant and not is_cancelled,
    )


def _happened_at(row: Row, column: str) -> datetime:
    happened_at = instant(row[column])
    assert happened_at is not None, "rows without this instant are not usable"
    return happened_at
