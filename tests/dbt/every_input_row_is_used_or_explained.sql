-- Fails when a shop table has rows that are neither used nor explained in rejected_rows.
with

used as (
    {% for table in customer_segments.shop_tables() %}
    select
        '{{ table }}' as table_name,
        count(*) as rows_used
    from {{ ref('judged_' ~ table) }}
    where fault is null
    {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select
    counts.table_name,
    counts.rows_read,
    counts.rows_rejected,
    used.rows_used
from {{ ref('shop_row_counts') }} as counts
inner join used on counts.table_name = used.table_name
where counts.rows_read != counts.rows_rejected + used.rows_used
