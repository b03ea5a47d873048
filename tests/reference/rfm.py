"""Recency, frequency and monetary scores of the customers who have paid for an order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction

from tests.reference.happenings import NOTHING
from tests.reference.sales import Order
from tests.reference.settings import Settings

CUTS = (20, 40, 60, 80)
GROUPS = (
    ("hibernating", (1, 2), (1, 2)),
    ("at_risk", (1, 2), (3, 4)),
    ("cant_lose", (1, 2), (5,)),
    ("about_to_sleep", (3,), (1, 2)),
    ("need_attention", (3,), (3,)),
    ("loyal", (3, 4), (4, 5)),
    ("promising", (4,), (1,)),
    ("new", (5,), (1,)),
    ("potential_loyalist", (4, 5), (2, 3)),
    ("champion", (5,), (4, 5)),
)


@dataclass(frozen=True)
class Rfm:
    """Hold three scores of 1 to 5, 5 the best."""

    recency: int
    frequency: int
    monetary: int

    @property
    def group(self) -> str:
        """Name the group that recency and frequency fall into."""
        return next(
            name for name, recency, frequency in GROUPS if self.recency in recency and self.frequency in frequency
        )


def rfm_scores(orders: Mapping[str, tuple[Order, ...]], settings: Settings) -> dict[str, Rfm]:
    """Score every customer who has a paid order."""
    paid = {name: [order for order in made if order.is_paid] for name, made in orders.items()}
    paid = {name: made for name, made in paid.items() if made}
    days = {
        name: Fraction((settings.instant - max(order.happened_at for order in made)) // timedelta(days=1))
        for name, made in paid.items()
    }
    counts = _ranked(paid, lambda made: Fraction(len(made)))
    sums = _ranked(paid, lambda made: sum((order.amount - order.refunded for order in made), NOTHING))
    return {
        name: Rfm(
            recency=1 + sum(days[name] <= _quantile(list(days.values()), cut) for cut in CUTS),
            frequency=1 + sum(counts[name] >= _quantile(list(counts.values()), cut) for cut in CUTS),
            monetary=1 + sum(sums[name] >= _quantile(list(sums.values()), cut) for cut in CUTS),
        )
        for name in paid
    }


def _ranked(paid: dict[str, list[Order]], measure: Callable[[list[Order]], Fraction]) -> dict[str, Fraction]:
    ranked = sorted(paid, key=lambda name: (measure(paid[name]), name))
    return {name: Fraction(rank) for rank, name in enumerate(ranked, start=1)}


def _quantile(numbers: list[Fraction], percent: int) -> Fraction:
    """Interpolate linearly between the two numbers around the place of a quantile."""
    ordered = sorted(numbers)
    place = Fraction(percent, 100) * (len(ordered) - 1)
    low = place.__floor__()
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
