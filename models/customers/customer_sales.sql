{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_changed_customers() }}"
) }}
-- depends_on: {{ ref('previous_sales') }}
-- Paid orders of each customer by month, channel and store: what every figure of sales is made from.
with

customers as (
    select
        customer_id,
        case when {{ customer_segments.text_key('country') }} is null then '' else country end as country
    from {{ ref('valid_customers') }}
    where coalesce(registered_at <= {{ customer_segments.as_of_timestamp() }}, true)
    {{ customer_segments.changed_only(keyword='and') }}
),

orders as (
    select
        *,
        cast({{ dbt.date_trunc('month', 'ordered_date') }} as date) as month
    from ({{ customer_segments.rows_of_customers('order_amounts', is_incremental()) }}) as amounts
    where is_paid
),

first_orders as (
    select
        customer_id,
        min(ordered_date) as first_date
    from ({{ customer_segments.rows_of_customers('order_amounts', is_incremental()) }}) as amounts
    where is_paid
    group by customer_id
),

buyers as (
    select
        customers.customer_id,
        customers.country,
        cast({{ dbt.date_trunc('month', 'first_orders.first_date') }} as date) as cohort_month
    from customers
    inner join first_orders on customers.customer_id = first_orders.customer_id
)

select
    orders.customer_id,
    buyers.cohort_month,
    buyers.country,
    orders.month,
    coalesce(min(case when orders.channel_key is not null then orders.channel end), '') as channel,
    coalesce(min(case when orders.store_key is not null then orders.store end), '') as store,
    count(*) as orders,
    cast(sum(orders.amount) as decimal(18, 4)) as revenue,
    cast(sum(orders.amount - orders.refunded_amount) as decimal(18, 4)) as net_revenue
from orders
inner join buyers on orders.customer_id = buyers.customer_id
group by orders.customer_id, buyers.cohort_month, buyers.country, orders.month, orders.channel_key, orders.store_key
