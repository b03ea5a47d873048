{{ config(materialized='view', tags=['deployed_once']) }}
-- How many of the customers who first bought in a month bought again in each month from then on.
with

totals as (
    select * from {{ ref('cohort_totals') }}
),

sizes as (
    select
        cohort_month,
        customers as cohort_customers
    from {{ ref('cohort_totals') }}
    where month = cohort_month
)

select
    totals.cohort_month,
    cast({{ dbt.datediff('totals.cohort_month', 'totals.month', 'month') }} as bigint)
        as months_since,
    sizes.cohort_customers,
    totals.customers,
    totals.orders,
    totals.revenue,
    cast(totals.customers as double) / sizes.cohort_customers as retention
from totals
inner join sizes on totals.cohort_month = sizes.cohort_month
