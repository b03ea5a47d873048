"""Money of orders: discounts and refunds shared out, rates of the day, nothing that has not happened yet."""

from tests.harness import Tables, condition
from tests.reference.values import Row
from tests.segment_language.cases.chapter import Case, Chapter

TABLES = Tables()
TABLES.category("o_tea", "Order tea")
TABLES.category("o_coffee", "Order coffee")
TABLES.product("o_green", "Green", "o_tea", brand="Leaf")
TABLES.product("o_black", "Black", "o_tea", brand="Leaf")
TABLES.product("o_beans", "Beans", "o_coffee", brand="Bean & Co")

# 2 x 100 - 20 of tea, 1 x 60 and 1 x 60 of coffee: 300, less 30; two refunds of 30 and 15.
TABLES.customer("o_shared")
TABLES.order(
    "o_shared_1",
    "o_shared",
    "2024-05-01 10:00:00",
    {"product_id": "o_green", "quantity": "2", "unit_price": "100", "discount": "20"},
    {"product_id": "o_beans", "unit_price": "60"},
    {"product_id": "o_beans", "unit_price": "60"},
    discount="30",
    delivery_cost="500",
    channel="Site",
    store="Arbat",
    status="Done",
)
TABLES.refund("o_refund_1", "o_shared_1", "30", "2024-05-02 10:00:00")
TABLES.refund("o_refund_2", "o_shared_1", "15", "2024-05-03 10:00:00")
TABLES.refund("o_refund_3", "o_shared_1", "200", "2024-05-15 09:00:01")

# Three lines of 10 and a discount of 10: 6.6667 each, 20 together.
TABLES.customer("o_thirds")
TABLES.order(
    "o_thirds_1",
    "o_thirds",
    "2024-05-01 10:00:00",
    *(Row(product_id=product, unit_price="10") for product in ("o_green", "o_black", "o_beans")),
    discount="10",
)

TABLES.customer("o_future")
TABLES.order("o_future_1", "o_future", "2024-05-15 09:00:01", {"unit_price": "1"})
TABLES.order("o_future_2", "o_future", "2024-05-15 09:00:00", {"unit_price": "2"}, paid_at="2024-05-15 09:00:01")
TABLES.order("o_future_3", "o_future", "2024-05-14 09:00:00", {"unit_price": "4"}, cancelled_at="2024-05-15 09:00:01")

TABLES.customer("o_averages")
TABLES.order("o_averages_1", "o_averages", "2024-05-01 10:00:00", {"unit_price": "0.0001"})
TABLES.order("o_averages_2", "o_averages", "2024-05-01 11:00:00", {"unit_price": "0.0002"})

# 22:00 UTC on 9 May is 10 May in Moscow.
TABLES.add("exchange_rates", currency="USD", valid_from="2024-05-01", rate="90.5")
TABLES.add("exchange_rates", currency="USD", valid_from="2024-05-10", rate="91.12345678")
TABLES.add("exchange_rates", currency="USD", valid_from="2024-05-16", rate="1000")
for _name, _instant, _currency in (
    ("o_rate_old", "2024-05-09 20:59:59", "USD"),
    ("o_rate_new", "2024-05-09 21:00:00", " usd"),
    ("o_rate_none", "2024-04-30 20:59:59", "USD"),
    ("o_rate_own", "2024-05-09 10:00:00", "rub"),
    ("o_rate_unsaid", "2024-05-09 10:00:00", ""),
    ("o_rate_unknown", "2024-05-09 10:00:00", "XAU"),
):
    TABLES.customer(_name)
    TABLES.order(f"{_name}_1", _name, _instant, {"unit_price": "10"}, currency=_currency)
TABLES.refund("o_refund_4", "o_rate_new_1", "1", "2024-05-10 10:00:00")

TABLES.customer("o_statuses")
TABLES.order("o_statuses_1", "o_statuses", "2024-05-01 10:00:00", channel="Phone", status="new")
TABLES.order("o_statuses_2", "o_statuses", "2024-05-02 10:00:00", channel="PHONE", status="Later")
TABLES.order(
    "o_statuses_3",
    "o_statuses",
    "2024-05-02 10:00:00",
    channel="chat",
    status="Last",
    cancelled_at="2024-05-03 10:00:00",
)


def _case(code: str, field: str, operator: str, value: str, members: str, *, scope: str = "") -> Case:
    return Case(code, [condition(field, operator, value, scope=scope)], members)


ORDERS = Chapter(
    "orders",
    TABLES,
    [
        _case("fan_out_sum", "paid_sum", "equals", "270", "o_shared"),
        _case(
            "fan_out_count",
            "paid_orders_count",
            "equals",
            "1",
            "o_shared o_thirds o_future o_rate_old o_rate_new o_rate_own o_rate_unsaid",
            scope="from=2023-01-01",
        ),
        _case("refunds_are_subtracted", "net_paid_sum", "equals", "225", "o_shared"),
        _case("units_of_kept_orders", "items_count", "equals", "4", "o_shared"),
        _case("share_of_category", "paid_sum", "equals", "162", "o_shared", scope="category=order tea"),
        _case("share_of_other_category", "paid_sum", "equals", "108", "o_shared", scope="category=o_coffee"),
        _case("share_of_refunds", "net_paid_sum", "equals", "135", "o_shared", scope="category=Order tea"),
        _case("share_of_brand", "average_check", "equals", "108", "o_shared", scope="brand=BEAN & CO"),
        _case("share_of_product", "items_count", "equals", "2", "o_shared", scope="product=green"),
        _case("any_line_counts", "orders_count", "equals", "1", "o_shared o_thirds", scope="category=Order coffee"),
        _case("goods_of_one_line", "orders_count", "at_least", "1", "", scope="category=Order coffee;brand=Leaf"),
        _case(
            "scope_of_place",
            "orders_count",
            "equals",
            "1",
            "o_shared",
            scope="channel=SITE;store=arbat;status=done|new",
        ),
        _case("thirds_alone", "orders_sum", "equals", "6.6667", "o_thirds", scope="product=Black"),
        _case("thirds_of_tea", "orders_sum", "equals", "13.3334", "o_thirds", scope="category=Order tea"),
        _case("thirds_together", "orders_sum", "equals", "20", "o_thirds"),
        _case("what_is_to_come", "orders_sum", "equals", "6", "o_future"),
        _case("paid_so_far", "paid_sum", "equals", "4", "o_future"),
        _case("cancelled_so_far", "cancelled_orders_count", "equals", "1", "o_statuses"),
        # 0.0003 / 2 = 0.00015
        _case("average_rounds_half_up", "average_check", "equals", "0.0002", "o_averages"),
        _case("rate_of_the_day_before", "orders_sum", "equals", "905", "o_rate_old"),
        _case("rate_of_the_shop_day", "orders_sum", "equals", "911.2346", "o_rate_new"),
        _case("refund_at_the_order_rate", "net_paid_sum", "equals", "820.1111", "o_rate_new"),
        _case("reporting_currency", "orders_sum", "equals", "10", "o_rate_own o_rate_unsaid"),
        _case("no_rate_no_order", "orders_count", "equals", "0", "o_rate_none o_rate_unknown"),
        _case("no_rate_no_status", "days_since_last_order", "is_not_set", "", "o_rate_none o_rate_unknown"),
        _case("greater_id_is_later", "last_order_status", "equals", "last", "o_statuses"),
        _case("channels_of_kept_orders", "order_channels", "any_of", "chat", ""),
        _case("channels_by_key", "order_channels", "all_of", "phone", "o_statuses"),
        _case("order_without_lines", "orders_sum", "equals", "0", "o_statuses o_rate_none o_rate_unknown"),
    ],
)
