"""The shop's past: who came when, how often they bought, and what came of it."""

from typing import Final

ARRIVALS: Final = """
set variable held_orders = 0;
set variable held_carts = 0;
set variable held_interactions = 0;
set variable held_adjustments = 0;

-- The shop grows: the later, the more customers come in a month.
create temp table arrivals as
select
    number,
    getvariable('opened_at') + to_seconds(cast(floor(
        tenure(getvariable('opened_at'))
        * pow((number - 1 + chance(number, 'registration')) / getvariable('customers'), 0.7)
    ) as bigint)) as registered_at,
from range(1, getvariable('customers') + 1) as numbers(number)
order by number;
"""

ORDER_PLAN: Final = """
-- Half of the customers order up to three times, three in a hundred more than forty times; ten on average.
create macro orders_of(number) as
    case
        when chance(number, 'loyalty') < 0.12 then 0
        when chance(number, 'loyalty') < 0.60 then 1 + choice(number, 'few', 3)
        when chance(number, 'loyalty') < 0.85 then 4 + choice(number, 'some', 9)
        when chance(number, 'loyalty') < 0.97 then 13 + choice(number, 'many', 28)
        else 41 + cast(floor(235 * pow(chance(number, 'most'), 1.3)) as integer)
    end;

-- More than half stopped buying at some time, most of these early; the others still do.
create temp table buyers as
select
    number,
    registered_at,
    tenure(registered_at) * if(chance(number, 'churn') < 0.55, pow(chance(number, 'stay'), 2), 1.0) as stay_seconds,
    least(orders_of(number), 1 + cast(floor(tenure(registered_at) / 345600) as integer)) as order_count,
from arrivals
order by number;

-- The first order comes soon after the registration, the others spread over the stay.
create temp table order_plan as
select
    number as customer_number,
    registered_at + to_seconds(cast(floor(stay_seconds / order_count * if(
        sequence = 1,
        pow(chance(number, 'first order'), 4),
        sequence - 1 + chance(number * 1024 + sequence, 'order')
    )) as bigint)) as ordered_at,
from (select *, unnest(range(1, order_count + 1)) as sequence from buyers)
order by ordered_at, customer_number, sequence;
"""

CART_PLAN: Final = """
create temp table cart_plan as
select customer_number, ordered_at - to_seconds(60 + choice(number, 'in cart', 1800)) as updated_at,
    number as ordered_number,
from order_payments
where chance(number, 'cart') < 0.05
union all
-- carts left behind, many of them lately and some within the last day
select number as customer_number,
    getvariable('now') - to_seconds(cast(floor(tenure(registered_at) * pow(chance(number, 'left'), 4)) as bigint)),
    null as ordered_number,
from arrivals
where chance(number, 'leaves a cart') < 0.25
order by updated_at, customer_number, ordered_number;
"""

FEEDBACK_PLANS: Final = """
create temp table review_plan as
select number as ordered_number, customer_number,
    happened(ordered_at + to_seconds(259200 + choice(number, 'used', 1700000))) as reviewed_at,
from order_payments
where chance(number, 'review') < 0.05 and cancelled_at is null and reviewed_at is not null
order by number;

create temp table nps_plan as
select number as ordered_number, customer_number,
    happened(ordered_at + to_seconds(86400 + choice(number, 'asked', 900000))) as answered_at,
from order_payments
where chance(number, 'nps') < 0.03 and answered_at is not null
order by number;

create temp table interaction_plan as
select number as customer_number,
    getvariable('now') - to_seconds(cast(floor(
        tenure(registered_at) * pow(chance(number * 16 + sequence, 'contact'), 3)
    ) as bigint)) as occurred_at,
from (
    select *, unnest(range(1, 1 + cast(floor(11 * pow(chance(number, 'contacts'), 1.3)) as integer))) as sequence,
    from arrivals
)
order by occurred_at, customer_number, sequence;

create temp table adjustment_plan as
select number as customer_number,
    registered_at + to_seconds(cast(floor(tenure(registered_at) * chance(number, 'points')) as bigint)) as adjusted_at,
from arrivals
where chance(number, 'adjusted') < 0.03
order by adjusted_at, customer_number;

create temp table rate_plan as
select cast(monday as date) as valid_from,
from range(date_trunc('week', getvariable('opened_at')), getvariable('now'), interval 7 days) as mondays(monday);
"""
