-- What the customers of each month of first order bought in each month; a refresh adds and takes off those who moved.
{% set goes_on = customer_segments.totals_go_on() %}
with

customers as (
    select
        customer_id,
        cohort_month,
        month,
        is_before,
        sum(orders) as orders,
        sum(revenue) as revenue
    from ({{ customer_segments.counted_rows('customer_sales', 'moved_sales', goes_on) }}) as sales
    group by customer_id, cohort_month, month, is_before
),

contributions as (
    select
        cohort_month,
        month,
        count(*) as customers,
        sum(orders) as orders,
        sum(revenue) as revenue,
        is_before
    from customers
    group by cohort_month, month, is_before
)

{{ customer_segments.summed_totals(
    ['cohort_month', 'month'], {'customers': 'bigint', 'orders': 'bigint', 'revenue': 'decimal(38, 4)'}, goes_on
) }}
