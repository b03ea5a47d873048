{{ config(materialized='table') }}
-- How far each shop table has come: when its newest row up to `as_of` changed, and from when on rows may have come since the last refresh.
{% set as_of = customer_segments.as_of_timestamp() %}
with

newest as (
    {% for table in customer_segments.shop_tables() %}
    {% set changed_at = customer_segments.shop_rules(table).changed_at %}
    {% set instant = customer_segments.as_timestamp(changed_at) if changed_at else 'cast(null as timestamp)' %}
    select
        '{{ table }}' as table_name,
        max(case when {{ instant }} <= {{ as_of }} then {{ instant }} end) as watermark
    from {{ source('shop', table) }}
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    newest.table_name,
    newest.watermark,
    {{ dbt.dateadd('hour', -1 * customer_segments.setting('late_arrival_hours'), 'case
            when previous.watermark is not null then least(newest.watermark, previous.watermark)
            -- no row said when it changed at the last refresh: whatever says so now may have come since
            when not exists (select 1 from ' ~ source('operations', 'previous_refresh') ~ ') then newest.watermark
        end'
    ) }} as window_start
from newest
left join {{ source('operations', 'previous_watermarks') }} as previous on newest.table_name = previous.table_name
