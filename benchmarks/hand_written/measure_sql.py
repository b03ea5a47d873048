"""What segments measure: a column for each, in one pass over each kind of fact."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from benchmarks.hand_written.days import day_literal
from orchestration.specs.models import Condition, Scope

LINES, ORDERS, CARTS, REVIEWS, INTERACTIONS = "lines", "orders", "carts", "reviews", "interactions"

# What an order has to be to count, by measure; the others count paid orders.
_STATES = {
    "orders_sum": "not is_cancelled",
    "orders_count": "not is_cancelled",
    "cancelled_orders_count": "is_cancelled",
    "first_order_date": "not is_cancelled",
    "last_order_date": "not is_cancelled",
    "days_since_last_order": "not is_cancelled",
    "items_count": "not is_cancelled",
}
_NAMES = {"category": "category_names", "product": "product_names", "brand": "brand_names"}
_BOUGHT = {"categories_bought": "category", "products_bought": "product", "brands_bought": "brand"}


def _key(value: str) -> str:
    return f"text_key('{value.replace(chr(39), chr(39) * 2)}')"


@dataclass
class Measures:
    """Collect columns: plain ones of a customer, and expressions over facts by the table they come from."""

    today: date
    plain: dict[str, str] = field(default_factory=dict)
    facts: dict[str, dict[str, str]] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    choices: list[tuple[tuple[str, tuple[str, ...]], ...]] = field(default_factory=list)
    customs: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    amounts: set[str] = field(default_factory=set)
    earliest: dict[str, list[str | None]] = field(default_factory=dict)
    _known: dict[object, str] = field(default_factory=dict)

    def column(self, row: Condition, *, as_key: bool) -> str:
        """Name the column a condition compares."""
        if row.field == "score":
            return "score"
        if row.scope.literal():
            return self._scoped(row.field, row.scope, None)
        # These two are words of our own, in lower case already.
        if not as_key or row.field in ("rfm_group", "nps_group"):
            self.used.add(row.field)
            return row.field
        is_list = row.type.value == "list"
        expression = (
            f"list_transform({row.field}, lambda name: text_key(name))" if is_list else f"text_key({row.field})"
        )
        self.plain[f"{row.field}_key"] = expression
        return f"{row.field}_key"

    def custom(self, name: str, form: str) -> str:
        """Name the column of a field of the shop's own, read as one type."""
        own = name.removeprefix("custom.").replace("'", "''")
        casts = {
            "text": "value",
            "key": "text_key(value)",
            "number": "try_cast(value as decimal(18, 4))",
            "date": "try_cast(value as date)",
            "boolean": "try_cast(value as boolean)",
        }
        kind = "text" if form == "key" else form
        column = f"custom_{len(self.customs)}"
        expression = f"any_value({casts[form]}) filter (field = '{own}' and type = '{kind}')"
        return next((known for known, same in self.customs.items() if same == expression), None) or self._add_custom(
            column, expression
        )

    def _add_custom(self, column: str, expression: str) -> str:
        self.customs[column] = expression
        return column

    def bought(self, row: Condition, member: str | None) -> str:
        """Name the column that says whether somebody bought one of what a condition names."""
        return self._scoped(row.field, row.scope, member)

    def _scoped(self, name: str, scope: Scope, member: str | None) -> str:
        same = (name, scope, member)
        if same in self._known:
            return self._known[same]
        column = f"m{len(self._known)}"
        self._known[same] = column
        table, expression = self._expression(name, scope, member)
        self.facts.setdefault(table, {})[column] = expression
        if name in _BOUGHT:
            self.defaults[column] = "false"
        elif name.endswith(("_sum", "_count")):
            self.defaults[column] = "0"
        return column

    def _expression(self, name: str, scope: Scope, member: str | None) -> tuple[str, str]:
        chosen = self._choice(name, scope, member)
        if "abandoned_cart" in name:
            tests = [*chosen, *self._window(scope, "abandoned_date")]
            amount = "line_amount" if chosen else "amount"
            return (CARTS if not chosen else "cart_lines"), _aggregate(name, tests, "abandoned_date", amount, "cart_no")
        if "review" in name or name == "average_rating":
            return REVIEWS, _aggregate(name, [*chosen, *self._window(scope, "review_date")], "review_date", "", "")
        if "interaction" in name:
            tests = [*self._texts(scope, ""), *self._window(scope, "interaction_date")]
            return INTERACTIONS, _aggregate(name, tests, "interaction_date", "", "")
        return self._of_orders(name, scope, chosen)

    def _of_orders(self, name: str, scope: Scope, chosen: list[str]) -> tuple[str, str]:
        state = [_STATES.get(name, "is_paid")]
        table = LINES if chosen else ORDERS
        tests = [*state, *chosen, *self._texts(scope, "_key"), *self._window(scope, "ordered_date")]
        for one in chosen:
            self.earliest.setdefault(one, []).append(_low(scope, self.today))
        if name in _BOUGHT:
            return table, f"bool_or({' and '.join(tests)})"
        if name == "distinct_categories_count":
            return LINES, f"count(distinct category_no) filter ({' and '.join(tests)})"
        amount = "line_amount" if chosen else "amount"
        if name == "net_paid_sum":
            amount = "line_amount - line_refund" if chosen else "amount - refunded_amount"
        if name == "items_count":
            amount = "quantity" if chosen else "items_count"
        if "line_amount" in amount or name == "average_check":
            self.amounts.update(chosen)
        order = "order_no" if chosen else ""
        expression = _aggregate(name, tests, "ordered_date", amount, order)
        if name == "days_since_last_order":
            expression = f"date '{self.today}' - {expression}"
        return table, expression

    def _choice(self, name: str, scope: Scope, member: str | None) -> list[str]:
        parts = [(kind, getattr(scope, kind)) for kind in _NAMES if getattr(scope, kind)]
        if name in _BOUGHT:
            parts.append((_BOUGHT[name], (member,) if member is not None else ()))
        if not parts:
            return []
        if tuple(parts) not in self.choices:
            self.choices.append(tuple(parts))
        return [f"chosen_{self.choices.index(tuple(parts))}"]

    def _texts(self, scope: Scope, suffix: str) -> list[str]:
        return [
            f"{kind}{suffix} in ({', '.join(map(_key, getattr(scope, kind)))})"
            for kind in ("channel", "store", "status", "kind")
            if getattr(scope, kind)
        ]

    def _window(self, scope: Scope, column: str) -> list[str]:
        low, high = _low(scope, self.today), "today" if scope.within else scope.end
        tests = [f"{column} >= {low}"] if low else []
        return tests + ([f"{column} <= {day_literal(high, self.today)}"] if high else [])

    def choice_condition(self, parts: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
        """Write which products a choice takes; without names it takes all that have a category (product, brand)."""
        tests = []
        for kind, names in parts:
            keys = ", ".join(_key(re.sub(r"\s*>\s*", " > ", name)) for name in names)
            tests.append(
                {
                    "category": f"category_no in (select category_no from category_names where name_key in ({keys}))",
                    "product": f"list_has_any([text_key(product_id), text_key(sku), text_key(name)], [{keys}])",
                    "brand": f"text_key(brand) in ({keys})",
                }[kind]
                if names
                else f"{'category_no' if kind == 'category' else kind + '_key_no'} is not null"
            )
        return " and ".join(f"coalesce({test}, false)" for test in tests)


def _aggregate(name: str, tests: list[str], day: str, amount: str, distinct: str) -> str:
    holds = " and ".join(tests)
    if name.startswith("first_"):
        return f"min({day}) filter ({holds})"
    if name.endswith("_date") or name == "days_since_last_order":
        return f"max({day}) filter ({holds})"
    number = f"count(distinct {distinct})" if distinct else "count(*)"
    if name == "average_rating":
        return f"average(sum(rating) filter ({holds}), count(rating) filter ({holds}))"
    if name == "average_check":
        return f"average(sum({amount}) filter ({holds}), {number} filter ({holds}))"
    if name.endswith("_sum") or name == "items_count":
        return f"sum({amount}) filter ({holds})"
    return f"{number} filter ({holds})"


def _low(scope: Scope, today: date) -> str | None:
    low = f"-{scope.within}" if scope.within else scope.start
    return day_literal(low, today) if low else None
