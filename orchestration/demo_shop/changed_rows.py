"""What happens to the rows that are there while the shop moves on: `held_<table>` becomes `changed_<table>`."""

from typing import Final

ORDER_CHANGES: Final = """
-- Open orders of the last month are paid or cancelled first, then older ones.
create temp table settled_orders as
select order_id, moment(number_in(order_id), 'settled') as settled_at, place <= pace(0.0015, 4) as is_paid,
from (
    select order_id, row_number() over (
        order by ordered_at < getvariable('since') - interval 30 days, fate(number_in(order_id), 'open'), order_id
    ) as place,
    from held_orders
    where paid_at is null and cancelled_at is null and number_in(order_id) is not null
)
where place <= pace(0.0015, 4) + pace(0.0004, 2);

create temp table returned_orders as
select order_id, moment(number_in(order_id), 'returned') as refunded_at,
    chance(number_in(order_id), 'whole refund') < 0.6 as is_refunded_whole,
from held_orders
where status = 'delivered' and number_in(order_id) is not null
    and order_id not in (select order_id from held_refunds)
order by ordered_at < getvariable('since') - interval 60 days, fate(number_in(order_id), 'returns'), order_id
limit (select pace(0.0003, 2));

create temp table new_refunds as
select
    'R' || substr(order_id, 2) as refund_id,
    order_id,
    money((sum(quantity * unit_price - items.discount) - any_value(orders.discount))
        * if(any_value(is_refunded_whole), 1.0, 0.3)) as amount,
    any_value(refunded_at) as refunded_at,
    any_value(refunded_at) as updated_at,
from returned_orders
inner join held_orders as orders using (order_id)
inner join held_order_items as items using (order_id)
group by order_id
order by order_id;

create temp table order_changes as
select order_id, if(is_paid, settled_at, null) as paid_at, if(is_paid, null, settled_at) as cancelled_at,
    if(is_paid, 'paid', 'cancelled') as status, settled_at as changed_at,
from settled_orders
union all
select order_id, null, null, if(is_refunded_whole, 'returned', 'delivered'), refunded_at from returned_orders
union all
select order_id, null, null, 'delivered',
    greatest(paid_at + interval 2 days, getvariable('since') + interval 1 second)
from held_orders
where status = 'paid' and paid_at <= getvariable('now') - interval 2 days;

create view changed_orders as
select held.* replace (
    coalesce(held.paid_at, changes.paid_at) as paid_at,
    coalesce(held.cancelled_at, changes.cancelled_at) as cancelled_at,
    coalesce(changes.status, held.status) as status,
    coalesce(changes.changed_at, held.updated_at) as updated_at
)
from held_orders as held
left join order_changes as changes using (order_id);
"""

CUSTOMER_CHANGES: Final = """
-- Of five customers who change, three move, one changes their mind about e-mail, and one becomes or is no more a VIP.
create temp table customer_changes as
select customer_code(number) as customer_id, moment(number, 'edited') as changed_at, place % 5 as kind,
    country_of(number) * getvariable('city_shares') as first_home,
    fate(number, 'new home') as new_home,
from (select number, row_number() over (order by fate(number, 'change'), number) as place,
    from some_customers('change', pace(0.0012, 5)));

-- Places among the homes of the country that are not in the city the customer lives in.
create macro other_homes(first_home, city) as list_filter(
    range(first_home + 1, first_home + getvariable('city_shares') + 1),
    lambda home: lower(trim(coalesce(city, ''))) <> lower(getvariable('cities')[home])
);

create temp table moves as
select customer_id, homes[1 + cast(floor(new_home * len(homes)) as integer)] as home,
from (
    select customer_id, new_home, other_homes(first_home, city) as homes,
    from customer_changes inner join held_customers using (customer_id)
    where kind < 3
);

create view changed_customers as
select held.* replace (
    coalesce(getvariable('cities')[home], city) as city,
    coalesce(getvariable('regions')[home], region) as region,
    if(coalesce(kind = 3, false), not coalesce(email_consent, false), email_consent) as email_consent,
    if(coalesce(kind = 4, false), not is_vip, is_vip) as is_vip,
    coalesce(changed_at, updated_at) as updated_at
)
from held_customers as held
left join customer_changes using (customer_id)
left join moves using (customer_id);

create temp table field_changes as
select customer_code(number) as customer_id, moment(number, 'pet') as changed_at,
from some_customers('pet', pace(0.002, 5));

create view changed_customer_fields as
select held.* replace (
    if(changed_at is null, value, ['Шпиц', 'Sznaucer', 'Pudel', 'Whippet', 'Мейн-кун'][
        1 + choice(number_in(held.customer_id), 'new breed', 5)]) as value,
    coalesce(changed_at, updated_at) as updated_at
)
from held_customer_fields as held
left join field_changes on held.customer_id = field_changes.customer_id and held.field = 'pet_breed';
"""

CART_CHANGES: Final = """
create view changed_carts as
select held.* replace (
    coalesce(held.order_id, order_code(getvariable('held_orders') + 1 + orders.rowid)) as order_id,
    coalesce(orders.ordered_at, held.updated_at) as updated_at
)
from held_carts as held
left join order_plan as orders using (cart_id);
"""
