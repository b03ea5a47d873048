{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_changed_customers() }}"
) }}
-- What each customer bought in paid orders: categories, products and brands by name, names that compare equal counted once.
with

bought as (
    select
        sold.customer_id,
        {{ customer_segments.list_of('catalogue.product_number') }} as product_numbers
    from ({{ customer_segments.rows_of_customers('order_products', is_incremental()) }}) as sold
    inner join {{ ref('product_catalogue') }} as catalogue on sold.product_id = catalogue.product_id
    group by sold.customer_id
)

{{ customer_segments.names_of_products('bought', ref('product_catalogue')) }}
