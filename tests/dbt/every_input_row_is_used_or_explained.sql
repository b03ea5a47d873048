-- Fails when a shop table has rows that are neither used nor explained in rejected_rows.
{% for table in customer_segments.shop_tables() %}
select counts.table_name, counts.rows_read, counts.rows_rejected, used.rows_used
from {{ ref('shop_row_counts') }} as counts
cross join (select count(*) as rows_used from {{ ref('valid_' ~ table) }}) as used
where counts.table_name = '{{ table }}' and counts.rows_read != counts.rows_rejected + used.rows_used
{% if not loop.last %}union all{% endif %}
{% endfor %}
