-- What the members of each segment bought of each product; a refresh adds and takes off those who moved.
{% set goes_on = customer_segments.totals_go_on() %}
with

memberships as (
    {{ customer_segments.counted_memberships('moves_sales', goes_on) }}
),

contributions as (
    select
        memberships.segment_code,
        products.product_id,
        count(*) as orders,
        sum(products.quantity) as quantity,
        sum(products.revenue) as revenue,
        memberships.is_before
    from ({{ customer_segments.counted_rows('order_products', 'moved_order_products', goes_on) }}) as products
    inner join memberships on products.customer_id = memberships.customer_id and products.is_before = memberships.is_before
    group by memberships.segment_code, products.product_id, memberships.is_before
)

{{ customer_segments.summed_totals(
    ['segment_code', 'product_id'], {'orders': 'bigint', 'quantity': 'decimal(38, 4)', 'revenue': 'decimal(38, 4)'}, goes_on
) }}
