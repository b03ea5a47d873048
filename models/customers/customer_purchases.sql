{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_changed_customers() }}"
) }}
-- What each customer bought in paid orders: categories, products and brands by name, names that compare equal counted once.
with

orders as (
    {{ customer_segments.rows_of_customers('order_amounts', is_incremental()) }}
),

bought as (
    select
        orders.customer_id,
        {{ customer_segments.list_of('catalogue.product_number') }} as product_numbers
    from ({{ customer_segments.rows_of_customers('valid_order_items', is_incremental()) }}) as items
    inner join orders on items.order_id = orders.order_id
    inner join {{ ref('product_catalogue') }} as catalogue on items.product_id = catalogue.product_id
    where orders.is_paid
    group by orders.customer_id
)

{{ customer_segments.names_of_products('bought', ref('product_catalogue')) }}
