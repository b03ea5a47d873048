"""Numbers: nothing counts as 0, averages of nothing are missing, ranges are inclusive."""

from tests.harness import Tables, condition
from tests.segment_language.cases.chapter import Case, Chapter

TABLES = Tables()
TABLES.customer("n_never")
TABLES.customer("n_unpaid")
TABLES.order("n_unpaid_1", "n_unpaid", "2024-05-14 10:00:00", {"unit_price": "700"}, paid_at=None)
TABLES.customer("n_cancelled")
TABLES.order(
    "n_cancelled_1", "n_cancelled", "2024-05-14 10:00:00", {"unit_price": "50"}, cancelled_at="2024-05-15 08:59:59"
)
TABLES.customer("n_once")
TABLES.order("n_once_1", "n_once", "2024-01-01 10:00:00", {"unit_price": "50"})
TABLES.customer("n_twice")
TABLES.order("n_twice_1", "n_twice", "2024-05-01 10:00:00", {"unit_price": "100"})
TABLES.order("n_twice_2", "n_twice", "2024-05-02 10:00:00", {"unit_price": "0.0001", "quantity": "2"})
TABLES.order("n_twice_3", "n_twice", "2024-05-03 10:00:00", {"unit_price": "1000"}, paid_at="2024-05-15 09:00:01")


def _case(code: str, field: str, operator: str, value: str, members: str, *, scope: str = "") -> Case:
    return Case(code, [condition(field, operator, value, scope=scope)], members)


_NO_PAID = "n_never n_unpaid n_cancelled"

NUMBERS = Chapter(
    "numbers",
    TABLES,
    [
        _case("no_orders", "orders_count", "equals", "0", "n_never n_cancelled"),
        _case("no_orders_lately", "orders_count", "equals", "0", "n_never n_cancelled n_once", scope="within=30d"),
        _case("count_is_always_set", "orders_count", "is_set", "", "n_never n_unpaid n_cancelled n_once n_twice"),
        _case("sum_is_always_set", "paid_sum", "is_not_set", "", ""),
        _case("average_of_nothing", "average_check", "is_not_set", "", _NO_PAID),
        _case("average_not_equal", "average_check", "not_equals", "50", f"{_NO_PAID} n_twice"),
        _case("average_not_between", "average_check", "not_between", "50..50", f"{_NO_PAID} n_twice"),
        _case("average_not_in", "average_check", "not_in", "50|51", f"{_NO_PAID} n_twice"),
        _case("average_below", "average_check", "less_than", "1000000", "n_once n_twice"),
        _case("average_above", "average_check", "greater_than", "0", "n_once n_twice"),
        _case("average_from", "average_check", "at_least", "50", "n_once n_twice"),
        _case("average_up_to", "average_check", "at_most", "50.0001", "n_once n_twice"),
        _case("average_in", "average_check", "in", "50|50.0001", "n_once n_twice"),
        # (100 + 0.0002) / 2 = 50.0001; the third order is paid a second after the refresh.
        _case("average_is_exact", "average_check", "equals", "50.0001", "n_twice"),
        _case("low_end_is_in", "paid_sum", "between", "50..100", "n_once"),
        _case("high_end_is_in", "paid_sum", "between", "100..100.0002", "n_twice"),
        _case("open_high", "paid_sum", "between", "50..", "n_once n_twice"),
        _case("open_low", "orders_sum", "between", "..700", "n_never n_unpaid n_cancelled n_once"),
        _case("outside", "orders_sum", "not_between", "50..700", "n_never n_cancelled n_twice"),
        _case("one_of", "orders_count", "in", "0|3", "n_never n_cancelled n_twice"),
        _case("one_of_none", "orders_count", "not_in", "0|3", "n_unpaid n_once"),
        _case("above", "paid_sum", "greater_than", "50", "n_twice"),
        _case("at_least", "paid_sum", "at_least", "50.0000", "n_once n_twice"),
        _case("at_most", "paid_sum", "at_most", "50", f"{_NO_PAID} n_once"),
        _case("cancelled", "cancelled_orders_count", "equals", "1", "n_cancelled"),
        _case("first_of_nothing", "first_order_date", "is_not_set", "", "n_never n_cancelled"),
        _case("last_not_between", "last_order_date", "not_between", "2024-05-01..today", "n_never n_cancelled n_once"),
        _case("last_before", "last_order_date", "before", "2024-05-14", "n_once n_twice"),
        _case("last_on", "last_order_date", "on", "2024-05-14", "n_unpaid"),
        _case("last_after", "last_order_date", "after", "2024-05-03", "n_unpaid"),
        _case("last_on_or_before", "last_order_date", "on_or_before", "2024-05-03", "n_once n_twice"),
        _case("last_on_or_after", "last_order_date", "on_or_after", "2024-05-03", "n_unpaid n_twice"),
        _case("last_from_a_day_on", "last_order_date", "between", "2024-05-03..", "n_unpaid n_twice"),
        _case("last_until_a_day", "last_order_date", "between", "..2024-05-03", "n_once n_twice"),
        _case("days_since_kept_order", "days_since_last_order", "equals", "1", "n_unpaid"),
        Case(
            "none_of_numbers",
            [condition("orders_count", "equals", number, group="none-1") for number in ("0", "3")],
            "n_unpaid n_once",
        ),
        Case(
            "none_of_dates",
            [
                condition("last_order_date", "on", "2024-05-14", group="none-1"),
                condition("last_order_date", "before", "2024-02-01", group="none-1"),
            ],
            "n_never n_cancelled n_twice",
        ),
    ],
)
