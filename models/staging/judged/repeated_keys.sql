{{ config(
    materialized='incremental', incremental_strategy='append', on_schema_change='fail',
    pre_hook="{% if is_incremental() %}delete from {{ this }}{% endif %}"
) }}
-- Hashes of keys that may name more than one row of a shop table, so that only where there may be something to sort out rows are ranked.
-- An incremental refresh ranks all the rows it looks at, so it needs only the tables it reads as a whole.
{% for table in customer_segments.shop_tables() if not customer_segments.shop_rules(table).is_repeatable and not customer_segments.is_judged_in_part(table) %}
{% set key = customer_segments.shop_rules(table).key %}
select
    '{{ table }}' as table_name,
    {{ customer_segments.row_hash(key) }} as key_hash
from {{ ref('stg_' ~ table) }}
where {{ key | join(' is not null and ') }} is not null
group by {{ customer_segments.row_hash(key) }}
having count(*) > 1
{% if not loop.last %}union all{% endif %}
{% endfor %}
