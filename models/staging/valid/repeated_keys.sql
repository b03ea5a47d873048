{{ config(materialized='incremental', incremental_strategy='append') }}
-- Finds keys that name more than one row of a shop table, so that a full refresh ranks only rows where there is something to sort out.
-- An incremental refresh ranks the few rows it looks at, so it needs no such list.
{% for table in customer_segments.shop_tables() if not customer_segments.shop_rules(table).is_repeatable %}
{% set key = customer_segments.shop_rules(table).key %}
select
    '{{ table }}' as table_name,
    {{ customer_segments.row_key(key) }} as row_key
from {{ ref('stg_' ~ table) }}
where {{ key | join(' is not null and ') }} is not null
group by {{ key | join(', ') }}
having count(*) > 1{% if is_incremental() %} and false{% endif %}
{% if not loop.last %}union all{% endif %}
{% endfor %}
