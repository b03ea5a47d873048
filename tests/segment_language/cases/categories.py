"""Goods by id, name, sku or path; a category takes its descendants along."""

from tests.harness import Tables, condition
from tests.segment_language.cases.chapter import Case, Chapter

TABLES = Tables()
TABLES.category("k_tea", "Tea leaves")
TABLES.category("k_green", "Green", "k_tea")
TABLES.category("k_sencha", "Sencha", "k_green")
TABLES.category("k_coffee", "Coffee beans")
TABLES.category("k_green_coffee", "Green", "k_coffee")
TABLES.category("k_lost", "Lost", "k_no_such_parent")
TABLES.category("k_loop_1", "Loop one", "k_loop_2")
TABLES.category("k_loop_2", "Loop two", "k_loop_1")
TABLES.category("k_under_loop", "Under a loop", "k_loop_1")
TABLES.category("k_nameless", None, "k_tea")
TABLES.category("k_odd", "Odds; ends | a = b \\ c", "k_lost")
for _product, _category in {
    "k_p_tea": "k_tea",
    "k_p_green": "k_green",
    "k_p_sencha": "k_sencha",
    "k_p_green_coffee": "k_green_coffee",
    "k_p_lost": "k_lost",
    "k_p_loop": "k_loop_2",
    "k_p_under_loop": "k_under_loop",
    "k_p_nameless": "k_nameless",
    "k_p_odd": "k_odd",
    "k_p_stray": "k_no_such_category",
}.items():
    TABLES.product(_product, f"Pack of {_product}", _category, sku=f"SKU {_product}", brand=f"Brand {_category}")
    _customer = _product.replace("k_p_", "k_buys_")
    TABLES.customer(_customer)
    TABLES.order(f"{_customer}_1", _customer, "2024-05-01 10:00:00", {"product_id": _product, "unit_price": "5"})

TABLES.customer("k_buys_two")
TABLES.order(
    "k_buys_two_1",
    "k_buys_two",
    "2024-05-01 10:00:00",
    {"product_id": "k_p_sencha", "unit_price": "5"},
    {"product_id": "k_p_green_coffee", "unit_price": "5"},
)
TABLES.customer("k_buys_unpaid")
TABLES.order(
    "k_u_1", "k_buys_unpaid", "2024-05-01 10:00:00", {"product_id": "k_p_tea", "unit_price": "5"}, paid_at=None
)
TABLES.customer("k_buys_nothing")

_ALL = {str(row["customer_id"]) for row in TABLES["customers"]}
_TEA = "k_buys_tea k_buys_green k_buys_sencha k_buys_nameless k_buys_two"
_GREEN_TEA = "k_buys_green k_buys_sencha k_buys_two"


def _but(names: str) -> str:
    return " ".join(_ALL - set(names.split()))


def _bought(code: str, operator: str, value: str, members: str, scope: str = "") -> Case:
    return Case(code, [condition("categories_bought", operator, value, scope=scope)], members)


CATEGORIES = Chapter(
    "categories",
    TABLES,
    [
        _bought("category_with_descendants", "any_of", "TEA LEAVES", _TEA),
        _bought("category_by_id", "any_of", "k_green", _GREEN_TEA),
        _bought("category_by_name", "any_of", "green", f"{_GREEN_TEA} k_buys_green_coffee"),
        _bought("category_by_path", "any_of", "tea leaves>  Green", _GREEN_TEA),
        _bought("category_by_deep_path", "any_of", "Tea leaves > Green > Sencha", "k_buys_sencha k_buys_two"),
        _bought("category_without_a_name", "any_of", "K_NAMELESS", "k_buys_nameless"),
        _bought("path_with_an_id_for_a_name", "any_of", "Tea leaves > k_nameless", "k_buys_nameless"),
        _bought("part_of_a_path", "any_of", "Green > Sencha", ""),
        _bought("all_of_categories", "all_of", "Tea leaves|Coffee beans", "k_buys_two"),
        _bought("none_of_categories", "none_of", "Tea leaves|Coffee beans", _but(f"{_TEA} k_buys_green_coffee")),
        _bought("unknown_category", "any_of", "Herbs", ""),
        _bought("unknown_beside_known", "any_of", "Herbs|Sencha", "k_buys_sencha k_buys_two"),
        _bought("all_of_unknown", "all_of", "Herbs|Sencha", ""),
        _bought("none_of_unknown", "none_of", "Herbs", " ".join(_ALL)),
        _bought("nothing_bought", "is_not_set", "", "k_buys_nothing k_buys_unpaid k_buys_stray"),
        _bought("something_bought", "is_set", "", _but("k_buys_nothing k_buys_unpaid k_buys_stray")),
        _bought("bought_within_scope", "any_of", "Sencha", "k_buys_sencha k_buys_two", scope="category=Tea leaves"),
        _bought("bought_out_of_scope", "any_of", "Sencha", "", scope="category=Coffee beans"),
        _bought("parent_that_is_not_there", "any_of", "Lost", "k_buys_lost k_buys_odd"),
        _bought("cut_off_a_loop", "any_of", "Loop one", "k_buys_under_loop"),
        _bought("the_other_of_a_loop", "any_of", "Loop two", "k_buys_loop"),
        _bought("path_under_a_loop", "any_of", "Loop one > Under a loop", "k_buys_under_loop"),
        Case(
            "money_of_descendants",
            [condition("paid_sum", "equals", "5", scope="category=Tea leaves > Green")],
            _GREEN_TEA,
        ),
        Case(
            "scope_of_separators",
            [condition("paid_sum", "equals", "5", scope="category=none|Odds\\; ends \\| a = b \\\\ c;within=1m")],
            "k_buys_odd",
        ),
        Case("money_of_unknown", [condition("paid_sum", "greater_than", "0", scope="category=Herbs")]),
        Case("no_money_of_unknown", [condition("orders_count", "equals", "0", scope="category=Herbs")], " ".join(_ALL)),
        Case("own_categories", [condition("distinct_categories_count", "equals", "2")], "k_buys_two"),
        Case("product_by_sku", [condition("products_bought", "any_of", "sku K_P_LOST")], "k_buys_lost"),
        Case("product_by_name", [condition("products_bought", "any_of", "pack of k_p_lost")], "k_buys_lost"),
        Case("product_by_id", [condition("products_bought", "any_of", "K_p_lost")], "k_buys_lost"),
        Case("brand", [condition("brands_bought", "all_of", "brand k_sencha|BRAND K_GREEN_COFFEE")], "k_buys_two"),
        Case("stray_product_is_bought", [condition("products_bought", "is_set")], _but("k_buys_nothing k_buys_unpaid")),
    ],
)
