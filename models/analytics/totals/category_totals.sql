-- What the members of each segment bought of each category, an order counted once; a refresh adds and takes off those who moved.
{% set goes_on = customer_segments.totals_go_on() %}
with

memberships as (
    {{ customer_segments.counted_memberships('moves_sales', goes_on) }}
),

categories_of_orders as (
    select
        customer_id,
        order_id,
        category_id,
        is_before,
        sum(quantity) as quantity,
        sum(revenue) as revenue
    from ({{ customer_segments.counted_rows('order_products', 'moved_order_products', goes_on) }}) as products
    where category_id is not null
    group by customer_id, order_id, category_id, is_before
),

categories as (
    select
        customer_id,
        category_id,
        is_before,
        count(*) as orders,
        sum(quantity) as quantity,
        sum(revenue) as revenue
    from categories_of_orders
    group by customer_id, category_id, is_before
),

contributions as (
    select
        memberships.segment_code,
        categories.category_id,
        sum(categories.orders) as orders,
        sum(categories.quantity) as quantity,
        sum(categories.revenue) as revenue,
        memberships.is_before
    from categories
    inner join memberships on categories.customer_id = memberships.customer_id and categories.is_before = memberships.is_before
    group by memberships.segment_code, categories.category_id, memberships.is_before
)

{{ customer_segments.summed_totals(
    ['segment_code', 'category_id'], {'orders': 'bigint', 'quantity': 'decimal(38, 4)', 'revenue': 'decimal(38, 4)'}, goes_on
) }}
