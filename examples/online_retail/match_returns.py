"""Match cancellations with the purchases they undo.

The file has no link between the two. Each cancellation takes what earlier ones left, which is a walk, not a query.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter


@dataclass(frozen=True)
class Movement:
    """Hold one line of an article: positive units were bought, negative ones sent back."""

    article: str
    line: int
    quantity: int


@dataclass(frozen=True)
class Return:
    """Say how many units of a cancellation come off which purchase; both are lines of the file."""

    cancellation_line: int
    purchase_line: int
    quantity: int


def match_returns(movements: Iterable[Movement]) -> Iterator[Return]:
    """Take every cancellation off the latest purchases before it that still have units left.

    Args:
        movements: lines grouped by article (customer, product and price), each group in the order of time.
    """
    for _, lines in groupby(movements, key=attrgetter("article")):
        purchases: list[tuple[int, int]] = []
        for movement in lines:
            if movement.quantity > 0:
                purchases.append((movement.line, movement.quantity))
                continue
            wanted = -movement.quantity
            while wanted and purchases:
                line, left = purchases.pop()
                taken = min(left, wanted)
                wanted -= taken
                if left > taken:
                    purchases.append((line, left - taken))
                yield Return(movement.line, line, taken)
