"""Conditions of segments and scores as expressions over one row per customer."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import polars as pl

from benchmarks.hand_written.days import day, month_day
from benchmarks.hand_written.segment_sql import NEGATIVE
from benchmarks.polars_refresh.frames import ONE
from benchmarks.polars_refresh.measures import Measures, normal
from orchestration.specs.models import Condition, Score, Segment

# Kept as whole numbers of ten-thousandths.
_MONEY = ("_sum", "average_check", "average_rating", "items_count")
# What is measured of facts even without a scope.
_OF_FACTS = ("abandoned_cart", "review", "average_rating", "interaction")
_BOUGHT = ("categories_bought", "products_bought", "brands_bought")


class Conditions:
    """Turn conditions into expressions, and collect the measures they read."""

    def __init__(self, measures: Measures, custom_types: dict[str, str]) -> None:
        """Keep where measures are collected, and the type of each field of the shop's own."""
        self._measures = measures
        self._types = custom_types

    def predicate(self, of: Segment | Score) -> pl.Expr:
        """Give who is in."""
        return self._group("all", [(row.group, row) for row in of.conditions])

    def _group(self, word: str, rows: Sequence[tuple[tuple[str, ...], Condition]]) -> pl.Expr:
        parts = [self._condition(row) for path, row in rows if not path]
        for step in dict.fromkeys(path[0] for path, _ in rows if path):
            inside = [(path[1:], row) for path, row in rows if path and path[0] == step]
            parts.append(self._group(step.partition("-")[0], inside))
        if word == "all":
            return pl.all_horizontal(parts)
        return pl.any_horizontal(parts) if word == "any" else ~pl.any_horizontal(parts)

    def _condition(self, row: Condition) -> pl.Expr:
        positive = NEGATIVE.get(row.operator, row.operator)
        holds = self._positive(row, positive).fill_null(False)  # noqa: FBT003 a value
        return ~holds if positive != row.operator else holds

    def _positive(self, row: Condition, operator: str) -> pl.Expr:
        kind = row.type.value
        if kind == "segment":
            return pl.any_horizontal(pl.col(f"in_{code}") for code in row.values)
        if row.field in _BOUGHT:
            members = [pl.col(self._measures.column(row.field, row.scope, value)) for value in row.values]
            return pl.all_horizontal(members) if operator == "all_of" else pl.any_horizontal(members)
        if kind == "list":
            return pl.any_horizontal(pl.col(row.field).list.contains(normal(value)) for value in row.values)
        if kind == "custom":
            kind = self._types.get(row.field.removeprefix("custom."), "text")
            return self._compare(pl.col(row.field), kind, row, operator, is_money=kind == "number")
        if row.scope.literal() or any(word in row.field for word in _OF_FACTS):
            column = pl.col(self._measures.column(row.field, row.scope))
            if row.field.endswith(("_count", "_sum")):
                column = column.fill_null(0)
        else:
            column = pl.col(f"{row.field}_key" if row.field in ("city", "country", "email_domain") else row.field)
        return self._compare(column, kind, row, operator, is_money=row.field.endswith(_MONEY))

    def _compare(self, column: pl.Expr, kind: str, row: Condition, operator: str, *, is_money: bool) -> pl.Expr:
        today = self._measures.shop.today

        def value(text: str) -> pl.Expr:
            if kind == "number":
                return pl.lit(int(Decimal(text) * ONE) if is_money else float(text))
            return pl.lit(day(text, today)) if kind == "date" else pl.lit(normal(text))

        if operator in ("is_true", "is_false", "is_set"):
            return {"is_true": column, "is_false": ~column, "is_set": column.is_not_null()}[operator]
        if operator == "anniversary_between":
            low, high = month_day(row.low or "01-01", today), month_day(row.high or "12-31", today)
            birthday = pl.col("birthday")
            after, before = birthday >= low, birthday <= high
            return after & before if low <= high else after | before
        if operator == "between":
            ends = [column >= value(row.low)] if row.low is not None else []
            return pl.all_horizontal(ends + ([column <= value(row.high)] if row.high is not None else []))
        if operator == "in":
            return pl.any_horizontal(column == value(text) for text in row.values)
        only = value(row.values[0])
        return {
            "equals": column == only, "on": column == only, "greater_than": column > only, "after": column > only,
            "at_least": column >= only, "on_or_after": column >= only, "less_than": column < only,
            "before": column < only, "at_most": column <= only, "on_or_before": column <= only,
        }[operator]  # fmt: skip
