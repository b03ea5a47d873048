"""What comes new while the shop moves on, as plans.

The rows that are there are views named `held_<table>`. How much happens grows with the customers and the hours.
"""

from typing import Final

PACE: Final = """
create macro pace(per_hour, least) as
    greatest(least, cast(round(per_hour * getvariable('hours') * getvariable('customers')) as integer));
create macro number_in(code) as try_cast(substr(code, 2) as bigint);

set variable held_customers = (select coalesce(max(number_in(customer_id)), 0) from held_customers);
set variable held_orders = (select coalesce(max(number_in(order_id)), 0) from held_orders);
set variable held_carts = (select coalesce(max(number_in(cart_id)), 0) from held_carts);
set variable held_interactions = (select coalesce(max(number_in(interaction_id)), 0) from held_interactions);
set variable held_adjustments = (select coalesce(max(number_in(adjustment_id)), 0) from held_score_adjustments);
set variable customers = getvariable('held_customers');

-- The first so many customers in an order drawn anew for each purpose.
create macro some_customers(purpose, how_many) as table
    select number from range(1, getvariable('held_customers') + 1) as numbers(number)
    order by fate(number, purpose), number
    limit (select how_many);
"""

ARRIVALS: Final = """
create temp table arrivals as
select getvariable('held_customers') + row_number() over (order by registered_at, visitor) as number, registered_at,
from (
    select visitor, moment(visitor, 'registration') as registered_at,
    from range(pace(0.0005, 3)) as visitors(visitor)
)
order by number;
"""

ORDER_PLAN: Final = """
-- Customers who come back to a cart of the last two days.
create temp table fulfilled_carts as
select cart_id, number_in(customer_id) as customer_number, moment(number_in(cart_id), 'fulfilled') as ordered_at,
from held_carts
where order_id is null and updated_at > getvariable('since') - interval 2 days
qualify row_number() over (partition by customer_id order by updated_at desc, cart_id desc) = 1
order by fate(customer_number, 'fulfils'), customer_number
limit (select pace(0.0006, 2));

create temp table order_plan as
select customer_number, ordered_at, cart_id from fulfilled_carts
union all
select number,
    registered_at + to_seconds(cast(floor(tenure(registered_at) * chance(number, 'first order')) as bigint)), null
from arrivals where chance(number, 'orders at once') < 0.7
union all
select number, moment(number, 'order'), null from some_customers('order', pace(0.0025, 5))
order by ordered_at, customer_number, cart_id;
"""

NEW_PLANS: Final = """
create temp table cart_plan as
select number as customer_number, moment(number, 'cart') as updated_at, cast(null as bigint) as ordered_number,
from some_customers('cart', pace(0.001, 3))
order by updated_at, customer_number;

create macro recent_buyers(purpose, how_many) as table
    select number_in(order_id) as ordered_number, number_in(customer_id) as customer_number,
        moment(number_in(order_id), purpose) as answered_at,
    from held_orders
    where status = 'delivered' and number_in(order_id) is not null
    order by ordered_at < getvariable('since') - interval 30 days, fate(number_in(order_id), purpose), order_id
    limit (select how_many);

create temp table review_plan as
select ordered_number, customer_number, answered_at as reviewed_at from recent_buyers('review', pace(0.0006, 3))
where printf('V%08d', ordered_number) not in (select review_id from held_reviews)
order by reviewed_at, ordered_number;

create temp table nps_plan as
select ordered_number, customer_number, answered_at from recent_buyers('nps', pace(0.0005, 3))
where printf('Q%08d', ordered_number) not in (select response_id from held_nps_responses)
order by answered_at, ordered_number;

create temp table interaction_plan as
select number as customer_number, moment(number, 'contact') as occurred_at,
from some_customers('contact', pace(0.004, 10))
order by occurred_at, customer_number;

create temp table adjustment_plan as
select number as customer_number, moment(number, 'points') as adjusted_at,
from some_customers('points', pace(0.0002, 1))
order by adjusted_at, customer_number;

create temp table rate_plan as
select cast(monday as date) as valid_from,
from range(date_trunc('week', getvariable('since')) + interval 7 days, getvariable('now') + interval 1 second,
    interval 7 days) as mondays(monday);
"""
