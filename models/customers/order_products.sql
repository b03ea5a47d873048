{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{{ customer_segments.delete_changed_customers() }}"
) }}
-- depends_on: {{ ref('previous_order_products') }}
-- What each paid order holds of each known product, with the line's part of the order's amount. In the order of customers, as order_amounts.
with

orders as (
    {{ customer_segments.rows_of_customers('order_amounts', is_incremental()) }}
),

sold as (
    select
        orders.customer_id,
        items.order_id,
        items.product_id,
        sum(coalesce(items.quantity, 0)) as quantity,
        sum({{ customer_segments.line_amount('items.gross', 'orders') }}) as revenue
    from ({{ customer_segments.rows_of_customers('valid_order_items', is_incremental()) }}) as items
    inner join orders on items.order_id = orders.order_id
    where orders.is_paid and items.product_id is not null
    group by orders.customer_id, items.order_id, items.product_id
)

select
    sold.customer_id,
    sold.order_id,
    sold.product_id,
    catalogue.category_id,
    cast(sold.quantity as decimal(18, 4)) as quantity,
    cast(sold.revenue as decimal(18, 4)) as revenue
from sold
inner join {{ ref('product_catalogue') }} as catalogue on sold.product_id = catalogue.product_id
{% if not is_incremental() %}order by sold.customer_id{% endif %}
