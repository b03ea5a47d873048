"""The statements that depend on the segments: measures, scores, members, axes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import md5

from benchmarks.hand_written.measure_sql import CARTS, INTERACTIONS, LINES, ORDERS, REVIEWS, Measures
from benchmarks.hand_written.segment_sql import Writer, in_order
from orchestration.specs import Specs
from orchestration.specs.models import Segment

_SOURCES = {
    ORDERS: "order_amounts",
    CARTS: "cart_amounts",
    INTERACTIONS: "(from interactions where occurred_at <= getvariable('as_of'))",
    REVIEWS: "(from reviews left join chosen using (product_no) where reviewed_at <= getvariable('as_of'))",
    "cart_lines": """(
    select cart_no, customer_no, abandoned_date, cart_items.amount as line_amount, chosen.*
    from cart_amounts
    inner join cart_items using (cart_no)
    inner join chosen using (product_no)
)""",
}
_OF_THE_CLOCK = ("days_since_last_order", "age")
_OF_EVERYBODY = ("recency_score", "frequency_score", "monetary_score", "rfm_group")

_CATEGORY_NAMES = """
create or replace temp table category_names as
with recursive

above as (
    select category_no, category_no as above_no from categories
    union
    select above.category_no, parents.category_no
    from above
    inner join categories on above.above_no = categories.category_no
    inner join categories as parents on categories.parent_id = parents.category_id
),

paths as (
    select category_no, category_id, trim(coalesce(name, category_id)) as path from categories where parent_id is null
    union all
    select categories.category_no, categories.category_id, path || ' > ' || trim(coalesce(name, categories.category_id))
    from categories
    inner join paths on categories.parent_id = paths.category_id
)

select above.category_no,
    unnest([text_key(categories.category_id), text_key(categories.name), path_key(path)]) as name_key
from above
inner join categories on above.above_no = categories.category_no
inner join paths on above.above_no = paths.category_no
"""


class Statements:
    """Write everything for one set of segments and one day."""

    def __init__(self, specs: Specs, today: date) -> None:
        """Go through all conditions, so that every measure is known before the first is written."""
        self.segments = in_order(segment for segment in specs.segments if segment.is_active)
        self.kept = [segment for segment in specs.segments if not segment.is_active]
        self._writer = Writer(today)
        self._predicates = {one.code: self._writer.predicate(one) for one in self.segments}
        self._points = [f"if({self._writer.predicate(one)}, {one.points}, 0)" for one in specs.scores]
        self.analytics = [one.code for one in specs.segments if one.is_in_analytics]

    @property
    def _measures(self) -> Measures:
        return self._writer.measures

    def measures(self) -> list[str]:
        """Write the statements that end in the table `customer_measures`."""
        plan = self._measures
        chosen = ",\n    ".join(
            f"{plan.choice_condition(parts)} as chosen_{number}" for number, parts in enumerate(plan.choices)
        )
        statements = [
            _CATEGORY_NAMES,
            "create or replace temp table chosen as\nselect product_no, category_no"
            + (f",\n    {chosen}" if chosen else "")
            + "\nfrom (select products.*, product_key_no, brand_key_no\n"
            "    from products inner join catalogue using (product_no))",
        ]
        for table, columns in plan.facts.items():
            source = self._lines() if table == LINES else _SOURCES[table]
            expressions = ",\n    ".join(f"{expression} as {column}" for column, expression in columns.items())
            statements.append(
                f"create or replace temp table measured_{table} as\nselect customer_no,\n    {expressions}\n"
                f"from {source}\ngroup by customer_no"
            )
        if plan.customs:
            expressions = ",\n    ".join(f"{expression} as {column}" for column, expression in plan.customs.items())
            statements.append(
                f"create or replace temp table measured_fields as\nselect customer_no,\n    {expressions}\n"
                "from customer_fields\ngroup by customer_no"
            )
        return [*statements, self._joined()]

    def _lines(self) -> str:
        """Read the lines some measure looks at: of the products chosen, as far back as each choice has to look."""
        plan = self._measures
        columns = plan.facts[LINES].values()
        wanted = _any(self._seen(choice) for choice in sorted(plan.earliest))
        if any("category_no" in column and "chosen" not in column for column in columns):
            wanted = "true"
        priced = _any(self._seen(choice) for choice in sorted(plan.amounts))
        refunded = priced if any("line_refund" in column for column in columns) else "false"
        return f"""(
    select lines.order_no, lines.quantity, chosen.*, customer_no, ordered_date, is_paid, is_cancelled, channel_key,
        store_key, status_key,
        case
            when not ({priced}) then null
            when discount = 0 or lines_amount = 0
                then cast(round(cast(gross as decimal(24, 4)) * rate, 4) as decimal(18, 4))
            else rounded_quotient(
                whole(lines_amount - discount) * whole(gross)
                * cast(cast(rate as decimal(38, 8)) * 100000000 as hugeint),
                whole(lines_amount) * 100000000
            )
        end as line_amount,
        case
            when not ({refunded}) then null
            when refunded_amount = 0 or lines_amount = 0 then 0
            else rounded_quotient(whole(refunded_amount) * whole(gross), whole(lines_amount))
        end as line_refund
    from lines
    inner join chosen using (product_no)
    inner join order_amounts using (order_no)
    where {wanted}
)"""

    def _seen(self, choice: str) -> str:
        """Write which lines of a choice some measure looks at: as far back as the longest window reaches."""
        lows = self._measures.earliest[choice]
        return f"({choice} and ordered_date >= {min(low for low in lows if low)})" if all(lows) else choice

    def _joined(self) -> str:
        plan = self._measures
        columns = [f"{expression} as {column}" for column, expression in sorted(plan.plain.items())]
        for table in plan.facts.values():
            columns += [
                f"coalesce({name}, {plan.defaults[name]}) as {name}" if name in plan.defaults else name
                for name in table
            ]
        columns += list(plan.customs)
        tables = [f"measured_{table}" for table in plan.facts] + (["measured_fields"] if plan.customs else [])
        return (
            "create or replace temp table new_measures as\nselect customer_no"
            + "".join(f",\n    {column}" for column in columns)
            + "\nfrom customer_facts"
            + "".join(f"\nleft join {table} using (customer_no)" for table in tables)
        )

    def evaluated(self) -> str:
        """Write the table that conditions are evaluated on, the score included."""
        used = sorted(self._measures.used)
        raw = [name for name in used if name not in (*_OF_THE_CLOCK, *_OF_EVERYBODY)]
        points = " + ".join(["adjusted_points", *self._points])
        columns = [
            "customer_no", "customer_id", "adjusted_points", *raw, *(n for n in used if n not in raw),
            "customer_measures.* exclude (customer_no)",
        ]  # fmt: skip
        return (
            f"create or replace temp table evaluated as\nselect *, cast({points} as decimal(18, 4)) as score\n"
            f"from (\n    select {', '.join(columns)}\n    from customer_state\n"
            "    inner join customer_measures using (customer_no)\n    inner join customer_clock using (customer_no)\n"
            "    left join customer_rfm using (customer_no)\n)"
        )

    def members(self) -> list[str]:
        """Write one statement per segment; a static one is asked only when it is new or says something else."""
        return [
            f"create or replace temp table segment_{one.code} as\nselect customer_no, customer_id\n"
            + (
                f"from history where segment_code = '{one.code}' and exited_at is null"
                " and getvariable('is_formed')\nunion all\nselect customer_no, customer_id from evaluated"
                f" where not getvariable('is_formed') and {self._predicates[one.code]}"
                if one.kind == "static"
                else f"from evaluated\nwhere {self._predicates[one.code]}"
            )
            for one in self.segments
        ]

    def all_members(self) -> str:
        """Write the table of members of all segments."""
        parts = [
            f"select customer_no, customer_id, '{one.code}' as segment_code from segment_{one.code}"
            for one in self.segments
        ]
        return "create or replace temp table members as\n" + "\nunion all\n".join(parts)

    def axes(self) -> str:
        """Write one boolean per segment and customer, all in one pass."""
        static = {one.code for one in self.segments if one.kind == "static"} | {one.code for one in self.kept}
        columns = [
            (f"customer_no in (select customer_no from segment_{code})" if code in static else self._predicates[code])
            + f" as in_{code}"
            for code in self.analytics
        ]
        return (
            "create or replace table next.segment_axes as\nselect customer_id,\n    "
            + ",\n    ".join(columns)
            + "\nfrom evaluated"
        )

    def definitions(self) -> str:
        """Write what each segment is defined by."""
        rows = ", ".join(f"('{one.code}', '{_fingerprint(one)}')" for one in self.segments)
        return (
            f"create or replace temp table definitions as from (values {rows}) as rows(segment_code, definition_hash)"
        )


def _any(tests: Iterable[str]) -> str:
    return " or ".join(tests) or "false"


def _fingerprint(segment: Segment) -> str:
    rows = sorted(
        repr((row.group, row.field, row.operator, sorted(row.values), row.low, row.high, row.scope.literal()))
        for row in segment.conditions
    )
    meaning = repr((segment.kind, rows))
    return md5(meaning.encode(), usedforsecurity=False).hexdigest()[:16]
