{{ config(materialized='view', tags=['deployed_once']) }}
-- What the members of each segment bought by each channel.
with

segments as (
    {{ customer_segments.analytics_segments() }}
),

channels as (
    {{ customer_segments.spellings_sold('channel') }}
),

totals as (
    select
        *,
        sum(revenue) over (partition by segment_code) as revenue_of_segment
    from {{ ref('channel_totals') }}
)

select
    totals.segment_code,
    coalesce(channels.name, '') as channel,
    totals.customers,
    totals.orders,
    totals.revenue,
    {{ customer_segments.divide_half_up('totals.revenue', 'totals.orders') }} as average_check,
    coalesce(cast(totals.revenue as double) / nullif(cast(totals.revenue_of_segment as double), 0), 0) as revenue_share
from totals
inner join segments on totals.segment_code = segments.segment_code
left join channels on totals.channel_key = channels.name_key
