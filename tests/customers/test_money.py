"""What orders are worth: discounts, refunds, rates, large amounts, and the settings that change the policy."""

from decimal import Decimal
from pathlib import Path

import pytest

from tests.harness import Shop, Tables, condition, segment

AS_OF = "2026-05-01T12:00:00"
DAY = "2026-04-01 10:00:00"


def tables() -> Tables:
    shop = Tables()
    for customer in ("ann", "bob", "cid", "dee"):
        shop.customer(customer)
    shop.category("tea", "Tea")
    shop.category("cup", "Cups")
    shop.product("green", "Green", "tea")
    shop.product("mug", "Mug", "cup")
    # 3 x 10 - 3 = 27 of tea and 73 of cups, less 10 in all; 50 for delivery; 20 given back.
    lines = (
        {"product_id": "green", "quantity": "3", "unit_price": "10", "discount": "3"},
        {"product_id": "mug", "unit_price": "73"},
    )
    shop.order("plain", "ann", DAY, *lines, discount="10", delivery_cost="50")
    shop.refund("back", "plain", "20", "2026-04-02 10:00:00")
    # A billion in a currency with eight decimals in its rate, most of it given back.
    shop.add("exchange_rates", currency="EUR", valid_from="2026-01-01", rate="98.76543211")
    shop.order("large", "bob", DAY, {"product_id": "mug", "unit_price": "1000000000"}, currency="eur")
    shop.refund("large_back", "large", "999999999.99", "2026-04-02 10:00:00")
    # A cent shared by eight equal lines is 0.00125 each: what is left, 0.99875, is a tie and rounds up.
    shop.order("ties", "cid", DAY, *({"product_id": "green", "unit_price": "1"} for _ in range(8)), discount="0.01")
    # Nothing is left to share by.
    shop.order("free", "dee", DAY, {"product_id": "green", "unit_price": "0"}, discount="1")
    return shop


# What each customer paid for tea, and what is left of it after refunds, by policy.
TEA = {"ann": ("24.3", "18.9"), "cid": ("7.9904", "7.9904"), "dee": ("0", "0")}
TEA_AT_FULL_PRICE = {"ann": ("44.5631", "38.7379")}


def open_shop(folder: Path, tea: dict[str, tuple[str, str]], **variables: object) -> Shop:
    shop = Shop.open(folder, **variables).without_data_tests()
    shop.write_tables(tables())
    amounts = {
        f"{field}_{customer}": condition(field, "equals", amount, scope="category=Tea")
        for customer, both in tea.items()
        for field, amount in zip(("paid_sum", "net_paid_sum"), both, strict=True)
    }
    shop.write_seeds(
        [segment(code) for code in amounts], [{**row, "segment_code": code} for code, row in amounts.items()]
    )
    shop.refresh(AS_OF)
    return shop


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return open_shop(tmp_path_factory.mktemp("money") / "shop", TEA)


def sums(shop: Shop) -> dict[object, list[object]]:
    rows = shop.query("select customer_id, paid_sum, net_paid_sum, average_check from customer_aggregates")
    return {customer: amounts for customer, *amounts in rows}


def assert_worth(shop: Shop, tea: dict[str, tuple[str, str]]) -> None:
    members = shop.members()
    for customer in tea:
        assert customer in members[f"paid_sum_{customer}"]
        assert customer in members[f"net_paid_sum_{customer}"]


def test_discounts_are_subtracted_delivery_is_not_counted_refunds_are_net(shop: Shop) -> None:
    assert sums(shop)["ann"] == [Decimal(90), Decimal(70), Decimal(90)]


def test_large_amounts_and_long_rates_are_exact(shop: Shop) -> None:
    paid = Decimal("98765432110.0000")
    given_back = Decimal("98765432109.0123")
    assert sums(shop)["bob"] == [paid, paid - given_back, paid]


@pytest.mark.parametrize("customer", TEA)
def test_a_scope_shares_discount_and_refunds_by_line_amount(shop: Shop, customer: str) -> None:
    assert_worth(shop, {customer: TEA[customer]})


def test_the_amount_of_an_order_is_not_the_sum_of_its_rounded_lines(shop: Shop) -> None:
    assert sums(shop)["cid"][0] == Decimal("7.9900")


def test_a_discount_on_nothing_is_the_order_s_alone(shop: Shop) -> None:
    assert sums(shop)["dee"][0] == Decimal(-1)


@pytest.mark.long
def test_the_policy_is_settings(tmp_path: Path) -> None:
    policy = {"count_delivery": True, "subtract_item_discount": False, "subtract_order_discount": False}
    shop = open_shop(tmp_path / "shop", TEA_AT_FULL_PRICE, **policy)
    assert sums(shop)["ann"] == [Decimal(153), Decimal(133), Decimal(153)]
    assert_worth(shop, TEA_AT_FULL_PRICE)
