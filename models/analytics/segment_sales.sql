{{ config(materialized='view', tags=['deployed_once']) }}
-- What the members of each segment bought in each month.
with

segments as (
    {{ customer_segments.analytics_segments() }}
),

sizes as (
    select
        segment_code,
        count(*) as members
    from {{ ref('segment_memberships') }}
    group by segment_code
),

totals as (
    select * from {{ ref('monthly_totals') }}
)

select
    totals.segment_code,
    totals.month,
    sizes.members,
    totals.customers,
    totals.returning_customers,
    totals.orders,
    totals.revenue,
    totals.net_revenue,
    {{ customer_segments.divide_half_up('totals.revenue', 'totals.orders') }} as average_check,
    cast(totals.returning_customers as double) / totals.customers as repeat_rate
from totals
inner join segments on totals.segment_code = segments.segment_code
inner join sizes on totals.segment_code = sizes.segment_code
