{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_changed_customers() }}"
) }}
-- Carts that became no order: none by their customer followed within `cart_abandoned_after_hours`, and that time has passed.
{% set deadline = dbt.dateadd('hour', customer_segments.setting('cart_abandoned_after_hours'), 'carts.updated_at') %}
with

carts as (
    select * from {{ ref('valid_carts') }}
    {{ customer_segments.changed_only() }}
),

orders as (
    select
        customer_id,
        ordered_at
    from ({{ customer_segments.rows_of_customers('valid_orders', is_incremental()) }}) as placed
),

left_behind as (
    select carts.*
    from carts
    where
        carts.order_id is null
        and {{ deadline }} <= {{ customer_segments.as_of_timestamp() }}
        and not exists (
            select 1 from orders
            where
                orders.customer_id = carts.customer_id
                and orders.ordered_at >= carts.updated_at
                and orders.ordered_at <= {{ deadline }}
        )
),

amounts as (
    select
        cart_id,
        sum({{ customer_segments.cart_line_amount() }}) as amount
    from {{ ref('valid_cart_items') }}
    {% if is_incremental() %}where cart_id in (select cart_id from carts){% endif %}

    group by cart_id
)

select
    left_behind.cart_id,
    left_behind.customer_id,
    {{ customer_segments.shop_date('left_behind.updated_at') }} as abandoned_date,
    cast(coalesce(amounts.amount, 0) as decimal(18, 4)) as amount
from left_behind
left join amounts on left_behind.cart_id = amounts.cart_id
