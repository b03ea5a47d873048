-- What the members of each segment bought in each month; a refresh adds and takes off those who moved.
{% set goes_on = customer_segments.totals_go_on() %}
with

memberships as (
    {{ customer_segments.counted_memberships('moves_sales', goes_on) }}
),

months as (
    select
        customer_id,
        month,
        month > cohort_month as is_returning,
        is_before,
        sum(orders) as orders,
        sum(revenue) as revenue,
        sum(net_revenue) as net_revenue
    from ({{ customer_segments.counted_rows('customer_sales', 'moved_sales', goes_on) }}) as sales
    group by customer_id, month, month > cohort_month, is_before
),

contributions as (
    select
        memberships.segment_code,
        months.month,
        count(*) as customers,
        count(case when months.is_returning then 1 end) as returning_customers,
        sum(months.orders) as orders,
        sum(months.revenue) as revenue,
        sum(months.net_revenue) as net_revenue,
        memberships.is_before
    from months
    inner join memberships on months.customer_id = memberships.customer_id and months.is_before = memberships.is_before
    group by memberships.segment_code, months.month, memberships.is_before
)

{{ customer_segments.summed_totals(['segment_code', 'month'], {
    'customers': 'bigint', 'returning_customers': 'bigint', 'orders': 'bigint', 'revenue': 'decimal(38, 4)', 'net_revenue': 'decimal(38, 4)',
}, goes_on) }}
