{{ config(tags=['deployed_once']) }}
select
    order_id,
    order_number,
    customer_id,
    ordered_at,
    ordered_date,
    status,
    paid_at,
    cancelled_at,
    channel,
    store,
    discount,
    delivery_cost,
    status_key,
    channel_key,
    store_key,
    currency_key,
    rate
from {{ ref('judged_orders') }}
where fault is null
