-- Only in an incremental run: the customers of whom something changed, or whom the clock alone moved, and their rows.
create or replace temp table changed_orders as
select order_id from source.order_items where updated_at > getvariable('since')
union
select order_id from source.refunds where updated_at > getvariable('since');

create or replace temp table changed as
select customer_id from source.customers where updated_at > getvariable('since')
union
select customer_id from source.orders where updated_at > getvariable('since') or order_id in (from changed_orders)
union
select customer_id from source.customer_fields where updated_at > getvariable('since')
union
select customer_id from source.social_accounts where updated_at > getvariable('since')
union
select customer_id from source.carts where updated_at > getvariable('since')
union
select customer_id from source.reviews where updated_at > getvariable('since')
union
select customer_id from source.nps_responses where updated_at > getvariable('since')
union
select customer_id from source.interactions where occurred_at > getvariable('since')
union
select customer_id from source.score_adjustments where adjusted_at > getvariable('since');

-- What lay ahead at the last run and has happened by now, though no row changed.
create or replace temp macro has_come(instant) as instant > getvariable('since') and instant <= getvariable('as_of');

create or replace temp table touched as
from changed
union
select customer_id from source.customers where has_come(registered_at)
union
select customer_id from source.orders where has_come(ordered_at) or has_come(paid_at) or has_come(cancelled_at)
union
select customer_id from source.orders
where order_id in (select order_id from source.refunds where has_come(refunded_at))
union
select customer_id from source.carts where has_come(updated_at + interval 24 hours)
union
select customer_id from source.reviews where has_come(reviewed_at)
union
select customer_id from source.nps_responses where has_come(answered_at);

-- A day has passed: facts left or entered a window that a segment looks through.
insert into touched
select distinct customer_id from source.orders
inner join passed_days on shop_day(ordered_at) >= passed_days.first_day and shop_day(ordered_at) < passed_days.end_day
union
select distinct customer_id from source.interactions
inner join passed_days on shop_day(occurred_at) >= passed_days.first_day and shop_day(occurred_at) < passed_days.end_day
union
select distinct customer_id from source.reviews
inner join passed_days on shop_day(reviewed_at) >= passed_days.first_day and shop_day(reviewed_at) < passed_days.end_day
union
select distinct customer_id from source.carts
inner join passed_days on shop_day(updated_at) >= passed_days.first_day and shop_day(updated_at) < passed_days.end_day;

create or replace temp table all_touched as select distinct customer_id from touched;

-- Their rows, under the names the full run reads; a changed row of nobody we know is read again too, to be rejected.
create or replace temp table shop_customers as from source.customers
where customer_id in (from all_touched);
create or replace temp table shop_orders as from source.orders
where customer_id in (from all_touched) or updated_at > getvariable('since');
create or replace temp table shop_order_items as from source.order_items
where order_id in (select order_id from shop_orders) or updated_at > getvariable('since');
create or replace temp table shop_refunds as from source.refunds
where order_id in (select order_id from shop_orders) or updated_at > getvariable('since');
create or replace temp table shop_customer_fields as from source.customer_fields
where customer_id in (from all_touched) or updated_at > getvariable('since');
create or replace temp table shop_social_accounts as from source.social_accounts
where customer_id in (from all_touched) or updated_at > getvariable('since');
create or replace temp table shop_carts as from source.carts
where customer_id in (from all_touched) or updated_at > getvariable('since');
create or replace temp table shop_cart_items as from source.cart_items
where cart_id in (select cart_id from shop_carts);
create or replace temp table shop_reviews as from source.reviews
where customer_id in (from all_touched) or updated_at > getvariable('since');
create or replace temp table shop_nps_responses as from source.nps_responses
where customer_id in (from all_touched) or updated_at > getvariable('since');
create or replace temp table shop_interactions as from source.interactions
where interaction_id is not null and customer_id in (from all_touched) or occurred_at > getvariable('since');
create or replace temp table shop_score_adjustments as from source.score_adjustments
where customer_id in (from all_touched) or adjusted_at > getvariable('since');
