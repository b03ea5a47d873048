{{ config(
    materialized='incremental', incremental_strategy='append', full_refresh=false,
    pre_hook=["{{ customer_segments.forget_recent_rows() }}", "{{ customer_segments.remember_windows() }}"]
) }}
-- depends_on: {{ ref('source_watermarks') }}
-- Rows of the shop that changed lately, as two refreshes saw them: the last successful one and this. What differs has changed, late arrivals too.
{% for table in customer_segments.shop_tables() if not customer_segments.shop_rules(table).is_repeatable %}
{% set rules = customer_segments.shop_rules(table) %}
{% set columns = customer_segments.source_columns(table) | map(attribute='name') | list %}
{% set deleted_at = customer_segments.as_timestamp('deleted_at') %}
{% set changed_at = 'greatest(' ~ customer_segments.as_timestamp(rules.changed_at) ~ ', ' ~ deleted_at ~ ')' if rules.changed_at else deleted_at %}
select
    {{ customer_segments.as_of_timestamp() }} as seen_at,
    '{{ table }}' as table_name,
    row_key,
    row_hash,
    changed_at
from (
    select
        {{ customer_segments.key_as_read(table) }} as row_key,
        {{ customer_segments.row_hash(columns + ['deleted_at']) }} as row_hash,
        {{ changed_at }} as changed_at
    from {{ source('shop', table) }}
) as hashed
where
    changed_at is null
    or changed_at > {{ customer_segments.window_start(table) }}
{% if not loop.last %}union all{% endif %}
{% endfor %}
