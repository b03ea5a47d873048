"""Which happenings, and which of their lines, a scope leaves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Generic, TypeVar

from tests.reference.catalogue import Catalogue
from tests.reference.days import resolved, window_start
from tests.reference.happenings import NOTHING, Happening, Line
from tests.reference.spelling import Scope
from tests.reference.values import key

GOODS = ("category", "product", "brand")
Kind = TypeVar("Kind", bound=Happening)


@dataclass(frozen=True)
class Part(Generic[Kind]):
    """Hold a happening as a scope leaves it: its lines within the scope, and their money."""

    whole: Kind
    lines: tuple[Line, ...]
    amount: Fraction
    refunded: Fraction


def within(happenings: Iterable[Kind], scope: Scope, catalogue: Catalogue, today: date) -> list[Part[Kind]]:
    """Give what is within a scope; one on goods leaves a happening its matching lines and their money."""
    goods = {name: written for name, written in scope.lists.items() if name in GOODS}
    parts = []
    for whole in happenings:
        if not (_has_day(whole.day, scope, today) and _has_texts(whole, scope)):
            continue
        lines = tuple(line for line in whole.lines if _has_goods(line, goods, catalogue))
        if not goods:
            parts.append(Part(whole, lines, whole.amount, whole.refunded))
        elif lines:
            amount = sum((line.amount for line in lines), NOTHING)
            parts.append(Part(whole, lines, amount, sum((line.refunded for line in lines), NOTHING)))
    return parts


def _has_day(day: date, scope: Scope, today: date) -> bool:
    window = scope.window
    return (
        ("within" not in window or window_start(window["within"], today) <= day <= today)
        and ("from" not in window or resolved(window["from"], today) <= day)
        and ("to" not in window or day <= resolved(window["to"], today))
    )


def _has_texts(whole: Happening, scope: Scope) -> bool:
    return all(
        key(whole.told(name) or "") in map(key, written) for name, written in scope.lists.items() if name not in GOODS
    )


def _has_goods(line: Line, goods: dict[str, list[str]], catalogue: Catalogue) -> bool:
    return all(
        line.product is not None and any(catalogue.stands_for(name, value, line.product) for value in written)
        for name, written in goods.items()
    )
