-- What was bought in each month by customers of each country, in each store, by each channel; a refresh adds and takes off those who moved.
{% set goes_on = customer_segments.totals_go_on() %}
{% set keys = ['country', 'store', 'channel'] %}
with

customers as (
    select
        customer_id,
        month,
        {% for key in keys -%}
        coalesce({{ customer_segments.text_key(key) }}, '') as {{ key }}_key,
        {% endfor -%}
        orders,
        revenue,
        net_revenue,
        is_before
    from ({{ customer_segments.counted_rows('customer_sales', 'moved_sales', goes_on) }}) as sales
),

contributions as (
    select
        month,
        country_key,
        store_key,
        channel_key,
        count(*) as customers,
        sum(orders) as orders,
        sum(revenue) as revenue,
        sum(net_revenue) as net_revenue,
        is_before
    from customers
    group by month, country_key, store_key, channel_key, is_before
)

{{ customer_segments.summed_totals(
    ['month', 'country_key', 'store_key', 'channel_key'],
    {'customers': 'bigint', 'orders': 'bigint', 'revenue': 'decimal(38, 4)', 'net_revenue': 'decimal(38, 4)'}, goes_on
) }}
