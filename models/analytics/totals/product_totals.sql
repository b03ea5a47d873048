-- What the members of each segment bought of each product; a refresh adds and takes off those who moved. Codes and ids are numbered, because
-- hundreds of millions of rows are summed up twice as fast by numbers as by texts.
{% set goes_on = customer_segments.totals_go_on() %}
with

segment_numbers as (
    select
        segment_code,
        row_number() over (order by segment_code nulls last) as segment_number
    from (select distinct segment_code from {{ ref('segment_membership_history') }}) as segments
),

product_numbers as (
    select
        product_id,
        row_number() over (order by product_id nulls last) as product_number
    from (
        select distinct product_id
        from ({{ customer_segments.counted_rows('order_products', 'moved_order_products', goes_on) }}) as sold
    ) as products
),

memberships as (
    select
        counted.customer_id,
        counted.is_before,
        segment_numbers.segment_number
    from ({{ customer_segments.counted_memberships('moves_sales', goes_on) }}) as counted
    inner join segment_numbers on counted.segment_code = segment_numbers.segment_code
),

-- Not summed up per customer first: hardly anybody buys the same product twice. In the order of products, so that the hundred sums being added to
-- stay in the processor's cache: in any other order, each of hundreds of millions of rows waits for memory.
products as (
    select
        sold.customer_id,
        sold.is_before,
        sold.quantity,
        sold.revenue,
        product_numbers.product_number
    from ({{ customer_segments.counted_rows('order_products', 'moved_order_products', goes_on) }}) as sold
    inner join product_numbers on sold.product_id = product_numbers.product_id
    order by product_numbers.product_number
),

sums as (
    select
        memberships.segment_number,
        products.product_number,
        count(*) as orders,
        sum(products.quantity) as quantity,
        sum(products.revenue) as revenue,
        memberships.is_before
    from products
    inner join memberships on products.customer_id = memberships.customer_id and products.is_before = memberships.is_before
    group by memberships.segment_number, products.product_number, memberships.is_before
),

contributions as (
    select
        segment_numbers.segment_code,
        product_numbers.product_id,
        sums.orders,
        sums.quantity,
        sums.revenue,
        sums.is_before
    from sums
    inner join segment_numbers on sums.segment_number = segment_numbers.segment_number
    inner join product_numbers on sums.product_number = product_numbers.product_number
)

{{ customer_segments.summed_totals(
    ['segment_code', 'product_id'], {'orders': 'bigint', 'quantity': 'decimal(38, 4)', 'revenue': 'decimal(38, 4)'}, goes_on
) }}
