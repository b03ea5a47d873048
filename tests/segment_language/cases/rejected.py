"""Rows that cannot be used: what they take with them, and what takes their place."""

from tests.harness import Tables, condition
from tests.segment_language.cases.chapter import Case, Chapter

TABLES = Tables()
# Of two equal keys the one changed last stays, wherever it is in the file.
TABLES.customer("x_twice", city="Older", updated_at="2024-01-01 00:00:00")
TABLES.customer("x_twice", city="Newest", updated_at="2024-03-01 00:00:00")
TABLES.customer("x_twice", city="Old", updated_at="2024-02-01 00:00:00")
TABLES.customer("x_undated", city="Dated", updated_at="2024-01-01 00:00:00")
TABLES.customer("x_undated", city="Undated", updated_at=None)
TABLES.customer("", city="Nobody")
TABLES.customer("x_bad_dates", birth_date="2023-02-29", registered_at="soon", is_vip="perhaps", city="Here")
TABLES.customer("x_yes", is_vip="YES", city="Here")

TABLES.customer("x_orders")
TABLES.order("x_1", "x_orders", "2024-05-01 10:00:00", {"unit_price": "10"})
TABLES.order("x_2", "x_orders", "yesterday", {"unit_price": "20"})
TABLES.order("x_3", "x_orders", "", {"unit_price": "40"})
TABLES.order("x_4", "x_nobody", "2024-05-01 10:00:00", {"unit_price": "80"})
TABLES.order("", "x_orders", "2024-05-01 10:00:00", {"unit_price": "160"})
# A later version that cannot be used does not take the place of one that can.
TABLES.order("x_1", "x_orders", "2024-13-01 10:00:00", updated_at="2024-05-10 00:00:00")
TABLES.add("order_items", order_item_id="x_9", order_id="x_99", quantity="1", unit_price="320")
TABLES.add("order_items", order_item_id="x_10", order_id="x_1", quantity="many", unit_price="640")
TABLES.add("order_items", order_item_id="x_11", order_id="x_1", quantity="3", unit_price="1", product_id="x_no_product")
TABLES.refund("x_r1", "x_1", "1", "2024-05-02 10:00:00")
TABLES.refund("x_r2", "x_1", "2", "never")
TABLES.refund("x_r3", "x_2", "4", "2024-05-02 10:00:00")
TABLES.refund("x_r1", "x_1", "3", "2024-05-02 10:00:00")
TABLES["refunds"][-1]["updated_at"] = "2024-05-05 00:00:00"

TABLES.customer("x_bad_payment")
TABLES.order("x_5", "x_bad_payment", "2024-05-01 10:00:00", {"unit_price": "7"}, paid_at="cash", cancelled_at="no")

# A rate that is not a number leaves the one before it in force.
TABLES.add("exchange_rates", currency="CNY", valid_from="2024-01-01", rate="12.5")
TABLES.add("exchange_rates", currency="CNY", valid_from="2024-04-01", rate="thirteen")
TABLES.customer("x_rate")
TABLES.order("x_7", "x_rate", "2024-05-01 10:00:00", {"unit_price": "8"}, currency="CNY", paid_at=None)

TABLES.customer("x_later", registered_at="2024-05-15 09:00:01")
TABLES.order("x_6", "x_later", "2024-05-01 10:00:00", {"unit_price": "7"})

REJECTED = Chapter(
    "rejected",
    TABLES,
    [
        Case("latest_of_equal_keys", [condition("city", "equals", "newest")], "x_twice"),
        Case("older_of_equal_keys", [condition("city", "in", "old|older|undated")]),
        Case("dated_before_undated", [condition("city", "equals", "dated")], "x_undated"),
        Case("customer_without_a_key", [condition("city", "equals", "Nobody")]),
        Case(
            "bad_birth_date_is_missing",
            [condition("birth_date", "is_not_set"), condition("city", "equals", "here")],
            "x_bad_dates x_yes",
        ),
        Case("bad_registration_is_missing", [condition("registered_date", "is_not_set")], "x_bad_dates"),
        Case("bad_boolean_is_missing", [condition("is_vip", "is_set")], "x_yes"),
        Case("spelled_boolean", [condition("is_vip", "is_true")], "x_yes"),
        # 10, an item without a quantity, 3 x 1; refund 3.
        Case("usable_orders", [condition("orders_sum", "equals", "13")], "x_orders"),
        Case("usable_orders_count", [condition("orders_count", "equals", "1")], "x_orders x_bad_payment x_rate"),
        Case("usable_refunds", [condition("net_paid_sum", "equals", "10")], "x_orders"),
        Case(
            "bad_payment_is_missing",
            [condition("orders_sum", "equals", "7"), condition("paid_sum", "equals", "0")],
            "x_bad_payment",
        ),
        Case("bad_rate_is_passed_over", [condition("orders_sum", "equals", "100")], "x_rate"),
        Case(
            "registered_later",
            [condition("orders_count", "at_least", "0")],
            "x_twice x_undated x_bad_dates x_yes x_orders x_bad_payment x_rate",
        ),
    ],
)
