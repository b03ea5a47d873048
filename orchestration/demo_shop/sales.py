"""Orders, their lines, refunds and carts, as queries over `order_plan` and `cart_plan`.

Rows of a plan stand in the order of time and are numbered by it, so that ids grow with time as a shop's do.
"""

from typing import Final

ORDERS: Final = """
create macro currency_of(number, customer_number) as
    case country_of(customer_number)
        when 0 then if(chance(number, 'currency') < 0.06, null, 'RUB')
        when 1 then 'PLN'
        when 2 then 'EUR'
        else if(chance(number, 'currency') < 0.7, 'GBP', 'USD')
    end;

-- Seconds from the order to its payment and to its cancellation; missing where it never comes.
create macro seconds_to_payment(number) as
    case
        when chance(number, 'payment') < 0.60 then 30 + choice(number, 'soon', 900)
        when chance(number, 'payment') < 0.91 then 900 + choice(number, 'later', 259200)
    end;
create macro seconds_to_cancellation(number) as
    if(chance(number, 'cancellation') < 0.07, 3600 + choice(number, 'regret', 432000), null);
create macro happened(instant) as if(instant <= getvariable('now'), instant, null);
create macro lines_of(number) as
    case
        when chance(number, 'lines') < 0.25 then 1
        when chance(number, 'lines') < 0.50 then 2
        when chance(number, 'lines') < 0.68 then 3
        when chance(number, 'lines') < 0.80 then 4
        when chance(number, 'lines') < 0.90 then 5
        else 6 + choice(number, 'more lines', 4)
    end;

create view order_payments as
select
    getvariable('held_orders') + 1 + rowid as number,
    customer_number,
    ordered_at,
    happened(ordered_at + to_seconds(seconds_to_payment(getvariable('held_orders') + 1 + rowid))) as paid_at,
    happened(ordered_at + to_seconds(seconds_to_cancellation(getvariable('held_orders') + 1 + rowid))) as cancelled_at,
    currency_of(getvariable('held_orders') + 1 + rowid, customer_number) as currency,
from order_plan;

create view order_facts as
select
    *,
    if(cancelled_at is null and chance(number, 'refund') < 0.04,
        happened(paid_at + to_seconds(172800 + choice(number, 'return', 1500000))), null) as refunded_at,
    chance(number, 'whole refund') < 0.6 as is_refunded_whole,
from order_payments;

create view orders as
select
    order_code(number) as order_id,
    printf('%d/%02d', number, 1 + choice(number, 'counter', 9)) as order_number,
    customer_code(customer_number) as customer_id,
    ordered_at,
    case
        when cancelled_at is not null then 'cancelled'
        when refunded_at is not null and is_refunded_whole then 'returned'
        when paid_at is null then 'new'
        when paid_at > getvariable('now') - interval 2 days then 'paid'
        else 'delivered'
    end as status,
    paid_at,
    cancelled_at,
    ['site', 'site', 'site', 'phone', 'email', 'app', 'store', 'marketplace'][1 + choice(number, 'way', 8)] as channel,
    ['moscow', 'warsaw', 'berlin', 'london'][1 + country_of(customer_number)] as store,
    currency,
    if(chance(number, 'discount') < 0.15,
        money(50 * (1 + choice(number, 'size', 5)) / usual_rate(currency)), 0) as discount,
    money([0, 0, 300, 500][1 + choice(number, 'delivery', 4)] / usual_rate(currency)) as delivery_cost,
    greatest(
        ordered_at, paid_at, cancelled_at, refunded_at,
        if(paid_at <= getvariable('now') - interval 2 days, paid_at + interval 2 days, null)
    ) as updated_at,
from order_facts;
"""

ORDER_ITEMS: Final = """
create view order_lines as
select *, number * 16 + line as line_key,
from (select *, unnest(range(1, lines_of(number) + 1)) as line from order_facts);

-- Wholesale customers buy by the dozen.
create view priced_lines as
select
    *,
    product_of(line_key, customer_number) as product,
    1 + cast(floor(pow(chance(line_key, 'quantity'), 2) * [2, 3, 6, 16][tier_of(customer_number)]) as integer)
        as quantity,
    money(
        getvariable('prices')[1 + product_of(line_key, customer_number)] * (0.95 + 0.1 * chance(line_key, 'price'))
        / usual_rate(currency)
    ) as unit_price,
from order_lines;

create view discounted_lines as
select *, if(chance(line_key, 'discount') < 0.12, money(quantity * unit_price / 10), 0) as discount,
from priced_lines;

create view order_items as
select
    order_code(number) || '-' || line as order_item_id,
    order_code(number) as order_id,
    product_code(product) as product_id,
    cast(quantity as decimal(18,4)) as quantity,
    unit_price,
    discount,
    ordered_at as updated_at,
from discounted_lines;
"""

REFUNDS: Final = """
create view refunded_sums as
select number, refunded_at, is_refunded_whole, currency, sum(quantity * unit_price - discount) as gross,
from discounted_lines
where refunded_at is not null
group by all;

create view refunds as
select
    printf('R%08d', number) as refund_id,
    orders.order_id,
    money((gross - orders.discount) * if(is_refunded_whole, 1.0, 0.3)) as amount,
    refunded_at,
    refunded_at as updated_at,
from refunded_sums
inner join orders on orders.order_id = order_code(number)
order by number;
"""

CARTS: Final = """
create view numbered_carts as
select *, getvariable('held_carts') + 1 + rowid as number from cart_plan;

create view carts as
select
    printf('B%08d', number) as cart_id,
    customer_code(customer_number) as customer_id,
    updated_at,
    order_code(ordered_number) as order_id,
from numbered_carts;

-- A cart that became an order holds what was ordered.
create view cart_lines as
select *, coalesce(ordered_number * 16 + line, -(number * 16 + line)) as line_key,
from (
    select *, unnest(range(1, line_count + 1)) as line,
    from (
        select *,
            if(ordered_number is null, 1 + choice(number, 'cart lines', 4), lines_of(ordered_number)) as line_count,
        from numbered_carts
    )
);

create view cart_items as
select
    printf('B%08d', number) as cart_id,
    product_code(product_of(line_key, customer_number)) as product_id,
    cast(1 + choice(line_key, 'cart quantity', 3) as decimal(18,4)) as quantity,
    money(getvariable('prices')[1 + product_of(line_key, customer_number)]) as unit_price,
from cart_lines;
"""
