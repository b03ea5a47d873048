-- Recency, frequency and monetary scores of customers with a paid order, by exact quantiles in whole numbers.
{% set cuts = customer_segments.setting('rfm_cuts') %}
with

buyers as (
    select
        customers.customer_id,
        {{ customer_segments.whole_days('orders.last_paid_order_at', customer_segments.as_of_timestamp()) }} as recency_days,
        orders.paid_orders_count as frequency,
        orders.net_paid_sum as monetary
    from {{ ref('customer_orders') }} as orders
    inner join {{ ref('valid_customers') }} as customers on orders.customer_id = customers.customer_id
    where
        orders.paid_orders_count > 0
        and (customers.registered_at is null or customers.registered_at <= {{ customer_segments.as_of_timestamp() }})
),

ranked as (
    select
        *,
        row_number() over (order by recency_days nulls last, customer_id nulls last) - 1 as recency_place,
        row_number() over (order by frequency nulls last, customer_id nulls last) - 1 as frequency_place,
        row_number() over (order by monetary nulls last, customer_id nulls last) - 1 as monetary_place,
        count(*) over () - 1 as last_place
    from buyers
),

recency_edges as (
    select {{ customer_segments.recency_edges(cuts) }}
    from ranked
),

scored as (
    select
        ranked.customer_id,
        {{ customer_segments.recency_score(cuts) }} as recency_score,
        {{ customer_segments.place_score('ranked.frequency_place', cuts) }} as frequency_score,
        {{ customer_segments.place_score('ranked.monetary_place', cuts) }} as monetary_score
    from ranked
    cross join recency_edges
)

select
    customer_id,
    cast(recency_score as bigint) as recency_score,
    cast(frequency_score as bigint) as frequency_score,
    cast(monetary_score as bigint) as monetary_score,
    {{ customer_segments.rfm_group() }} as rfm_group
from scored
