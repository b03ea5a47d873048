-- What each customer ordered, in one pass over the orders.
create or replace temp table customer_orders as
select
    customer_no,
    sum(amount) filter (not is_cancelled) as orders_sum,
    sum(amount) filter (is_paid) as paid_sum,
    sum(amount - refunded_amount) filter (is_paid) as net_paid_sum,
    count(*) filter (not is_cancelled) as orders_count,
    count(*) filter (is_paid) as paid_orders_count,
    count(*) filter (is_cancelled) as cancelled_orders_count,
    min(ordered_date) filter (not is_cancelled) as first_order_date,
    max(ordered_date) filter (not is_cancelled) as last_order_date,
    sum(items_count) filter (not is_cancelled) as items_count,
    max(ordered_at) filter (is_paid) as last_paid_at,
    arg_max(order_no, (ordered_at, order_id)) as last_order_no
from order_amounts
group by customer_no;

create or replace temp table customer_channels as
select customer_no, list(channel order by channel) as order_channels
from (
    select customer_no, min(channel) as channel
    from order_amounts
    where not is_cancelled and channel_key is not null
    group by customer_no, channel_key
)
group by customer_no;
