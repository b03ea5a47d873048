{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_changed_customers() }}"
) }}
-- Sums, counts and dates of each customer's orders. order_amounts is named twice, because a shared CTE of it would be written out whole.
with

orders as (
    {{ customer_segments.rows_of_customers('valid_orders', is_incremental()) }}
),

totals as (
    select
        customer_id,
        sum(case when not is_cancelled then amount else 0 end) as orders_sum,
        sum(case when is_paid then amount else 0 end) as paid_sum,
        sum(case when is_paid then amount - refunded_amount else 0 end) as net_paid_sum,
        count(case when not is_cancelled then 1 end) as orders_count,
        count(case when is_paid then 1 end) as paid_orders_count,
        count(case when is_cancelled then 1 end) as cancelled_orders_count,
        min(case when not is_cancelled then ordered_date end) as first_order_date,
        max(case when not is_cancelled then ordered_date end) as last_order_date,
        max(case when is_paid then ordered_at end) as last_paid_order_at,
        max(ordered_at) as last_ordered_at,
        sum(case when not is_cancelled then items_count else 0 end) as items_count
    from ({{ customer_segments.rows_of_customers('order_amounts', is_incremental()) }}) as amounts
    group by customer_id
),

last_orders as (
    select
        amounts.customer_id,
        max(amounts.order_id) as order_id
    from ({{ customer_segments.rows_of_customers('order_amounts', is_incremental()) }}) as amounts
    inner join totals on amounts.customer_id = totals.customer_id and amounts.ordered_at = totals.last_ordered_at
    group by amounts.customer_id
),

channels as (
    select
        customer_id,
        {{ customer_segments.text_list('channel') }} as order_channels
    from (
        select
            customer_id,
            min(channel) as channel
        from ({{ customer_segments.rows_of_customers('valid_orders', is_incremental()) }}) as placed
        where
            ordered_at <= {{ customer_segments.as_of_timestamp() }}
            and not coalesce(cancelled_at <= {{ customer_segments.as_of_timestamp() }}, false)
            and channel_key is not null
        group by customer_id, channel_key
    ) as spelled
    group by customer_id
)

select
    totals.customer_id,
    {% for column in (
        'orders_sum', 'paid_sum', 'net_paid_sum', 'orders_count', 'paid_orders_count', 'cancelled_orders_count', 'first_order_date',
        'last_order_date', 'last_paid_order_at', 'items_count',
    ) -%}
    totals.{{ column }},
    {% endfor -%}
    last_orders.order_id as last_order_id,
    orders.order_number as last_order_number,
    orders.status as last_order_status,
    coalesce(channels.order_channels, {{ customer_segments.empty_text_list() }}) as order_channels
from totals
inner join last_orders on totals.customer_id = last_orders.customer_id
inner join orders on last_orders.order_id = orders.order_id
left join channels on totals.customer_id = channels.customer_id
