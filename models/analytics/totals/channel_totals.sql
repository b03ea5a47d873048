-- What the members of each segment bought by each channel; a refresh adds and takes off those who moved.
{% set goes_on = customer_segments.totals_go_on() %}
with

memberships as (
    {{ customer_segments.counted_memberships('moves_sales', goes_on) }}
),

channels as (
    select
        customer_id,
        coalesce({{ customer_segments.text_key('channel') }}, '') as channel_key,
        is_before,
        sum(orders) as orders,
        sum(revenue) as revenue
    from ({{ customer_segments.counted_rows('customer_sales', 'moved_sales', goes_on) }}) as sales
    group by customer_id, coalesce({{ customer_segments.text_key('channel') }}, ''), is_before
),

contributions as (
    select
        memberships.segment_code,
        channels.channel_key,
        count(*) as customers,
        sum(channels.orders) as orders,
        sum(channels.revenue) as revenue,
        memberships.is_before
    from channels
    inner join memberships on channels.customer_id = memberships.customer_id and channels.is_before = memberships.is_before
    group by memberships.segment_code, channels.channel_key, memberships.is_before
)

{{ customer_segments.summed_totals(
    ['segment_code', 'channel_key'], {'customers': 'bigint', 'orders': 'bigint', 'revenue': 'decimal(38, 4)'}, goes_on
) }}
