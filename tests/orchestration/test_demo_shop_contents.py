"""What a demo shop of the default size holds, so that every kind of segment has members and every rule a case."""

import pytest

from orchestration.demo_shop.people import CITY_SHARES, COUNTRIES, NAMES_PER_LIST
from tests.orchestration.demo_shop_tables import number, tables

CASES = {
    "customers of Moscow": (400, "select count(*) from customers where city = 'Москва'"),
    "Moscow spelled otherwise": (2, "select count(*) from customers where city = ' МОСКВА'"),
    "no city": (50, "select count(*) from customers where city is null"),
    "an empty city": (1, "select count(*) from customers where city = ''"),
    "no birthday": (50, "select count(*) from customers where birth_date is null"),
    "no e-mail": (50, "select count(*) from customers where email is null"),
    "born on 29 February": (5, "select count(*) from customers where strftime(birth_date, '%m-%d') = '02-29'"),
    "days with a birthday": (300, "select count(distinct strftime(birth_date, '%m-%d')) from customers"),
    "VIPs": (20, "select count(*) from customers where is_vip"),
    "blocked": (10, "select count(*) from customers where is_blocked"),
    "may be written to": (500, "select count(*) from customers where email_consent"),
    "consent unknown": (20, "select count(*) from customers where email_consent is null"),
    "countries": (4, "select count(distinct country) from customers"),
    "without an order": (
        100,
        "select count(*) from customers where customer_id not in (select customer_id from orders)",
    ),
    "fifty orders and more": (
        20,
        "select count(*) from (select customer_id from orders group by customer_id having count(*) >= 50)",
    ),
    "unpaid orders": (500, "select count(*) from orders where paid_at is null and cancelled_at is null"),
    "cancelled orders": (500, "select count(*) from orders where cancelled_at is not null"),
    "refunds": (300, "select count(*) from refunds"),
    "currencies": (4, "select count(distinct currency) from orders where currency <> 'RUB'"),
    "no currency": (100, "select count(*) from orders where currency is null"),
    "carts left lately": (
        50,
        "select count(*) from carts where order_id is null and updated_at > timestamp '2026-10-24 12:00:00'",
    ),
    "sizes of carts left": (
        4,
        """
        select count(distinct lines) from (
            select count(*) as lines from cart_items join carts using (cart_id) where order_id is null group by cart_id
        )
        """,
    ),
    "fields that are not text": (3, "select count(distinct type) from field_types where type <> 'text'"),
    "the category Chinese tea": (
        1,
        """
        select count(*) from categories join categories as parents on categories.parent_id = parents.category_id
        where categories.name = 'Китайский чай' and parents.name = 'Чай'
        """,
    ),
    "ten items in thirty days": (
        20,
        """
        select count(*) from (
            select customer_id from orders join order_items using (order_id)
            where ordered_at >= timestamp '2026-10-25' group by customer_id having sum(quantity) >= 10
        )
        """,
    ),
    "Chinese tea three months ago": (
        5,
        """
        with recursive tea as (
            select category_id from categories where name = 'Китайский чай'
            union all
            select categories.category_id from categories join tea on parent_id = tea.category_id
        )
        select count(distinct customer_id)
        from orders join order_items using (order_id) join products using (product_id) join tea using (category_id)
        where ordered_at between '2026-08-17' and '2026-08-31'
        """,
    ),
    "regulars of long ago": (  # the shipped segment: paid 50,000 to 200,000, last order from 2015 to 2017
        5,
        """
        with sums as (select order_id, sum(quantity * unit_price - discount) as gross from order_items group by all)
        select count(*) from (
            select customer_id from orders join sums using (order_id)
            where cancelled_at is null
            group by customer_id
            having max(ordered_at) between '2015-01-01' and '2017-12-01'
                and sum(gross - discount) filter (paid_at is not null and coalesce(currency, 'RUB') = 'RUB')
                    between 50000 and 200000
        )
        """,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_shop_has_enough(made, case):
    least, query = CASES[case]
    assert number(tables(made), query) >= least


def test_orders_and_lines_are_about_ten_and_thirty_times_the_customers(made):
    connection = tables(made)
    assert 9 <= number(connection, "select count(*) from orders") / 2_000 <= 11
    assert 27 <= number(connection, "select count(*) from order_items") / 2_000 <= 33
    assert number(
        connection,
        "select median(orders) from (select count(*) as orders from orders group by customer_id)",
    ) in {2, 3}


def test_addresses_and_numbers_belong_to_nobody(made):
    connection = tables(made)
    assert number(connection, r"select count(*) from customers where email !~* '@example\.(com|org|net)$'") == 0
    fictional = r"'^\+(7 000 |48 000 |49 171 39200|44 7700 900)'"
    assert number(connection, f"select count(*) from customers where not regexp_matches(phone, {fictional})") == 0


@pytest.mark.parametrize("country", COUNTRIES, ids=lambda country: country.code)
def test_lists_of_names_have_the_length_queries_count_on(country):
    assert {len(names) for names in (country.men, country.women, country.surnames)} == {NAMES_PER_LIST}
    assert sum(city.weight for city in country.cities) == CITY_SHARES
