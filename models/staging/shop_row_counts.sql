{{ config(materialized='table') }}
-- How much of each shop table was read and how much could not be used.
with

read as (
    {% for table in customer_segments.shop_tables() %}
    select
        '{{ table }}' as table_name,
        count(*) as rows_read
    from {{ customer_segments.living_rows(table) }} as living
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
),

rejected as (
    select
        table_name,
        count(*) as rows_rejected
    from {{ ref('rejected_rows') }}
    where reason like 'row rejected%'
    group by table_name
)

select
    read.table_name,
    cast(read.rows_read as bigint) as rows_read,
    cast(coalesce(rejected.rows_rejected, 0) as bigint) as rows_rejected
from read
left join rejected on read.table_name = rejected.table_name
