{{ config(materialized='table') }}
-- Finds keys that name more than one row of a shop table, so that models sort out rows only where there is something to sort out.
{% for table in customer_segments.shop_tables() if not customer_segments.shop_rules(table).is_repeatable %}
{% set key = customer_segments.shop_rules(table).key %}
select
    '{{ table }}' as table_name,
    {{ customer_segments.row_key(key) }} as row_key
from {{ ref('stg_' ~ table) }}
where {{ key | join(' is not null and ') }} is not null
group by {{ key | join(', ') }}
having count(*) > 1
{% if not loop.last %}union all{% endif %}
{% endfor %}
