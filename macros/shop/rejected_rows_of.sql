{#- What `rejected_rows` says of one shop table: a row per fault. -#}
{% macro rejected_rows_of(table) %}
{% set rules = customer_segments.shop_rules(table) %}
{% set columns = customer_segments.source_columns(table) %}
{% set key = customer_segments.row_key(rules.key) %}
{% set type = dbt.type_string() %}
{% set casts = {
    'timestamp': 'as_timestamp', 'date': 'as_date', 'boolean': 'as_boolean', 'decimal(18,4)': 'as_decimal', 'decimal(18,8)': 'as_decimal',
} %}
{% set words = {'as_timestamp': 'timestamp', 'as_date': 'date', 'as_boolean': 'boolean', 'as_decimal': 'number'} %}
    {% for column in rules.key %}
    select '{{ table }}' as table_name, {{ key }} as row_key, '{{ column }}' as column_name, cast(null as {{ type }}) as value, 'row rejected: no {{ column }}' as reason
    from {{ ref('stg_' ~ table) }}
    where {{ column }} is null
    union all
    {% endfor %}
    {% for column in rules.required %}
    select '{{ table }}', {{ key }}, '{{ column }}', cast(null as {{ type }}), 'row rejected: no {{ column }}'
    from {{ source('shop', table) }}
    where {{ customer_segments.as_text(column) }} is null
    union all
    {% endfor %}
    {% for column in columns if column.data_type in casts %}
    {% set macro_name = casts[column.data_type] %}
    select
        '{{ table }}', {{ key }}, '{{ column.name }}', {{ customer_segments.as_text(column.name) }},
        '{{ 'row rejected' if column.name in rules.required else 'value ignored' }}: not a {{ words[macro_name] }}'
    from {{ source('shop', table) }}
    where {{ customer_segments.as_text(column.name) }} is not null and {{ customer_segments[macro_name](column.name) }} is null
    union all
    {% endfor %}
    {% for column, parent in rules.parents.items() %}
    select '{{ table }}', {{ key }}, '{{ column }}', {{ column }}, 'row rejected: unknown {{ parent[2] }}'
    from {{ ref('stg_' ~ table) }} as staged
    where {{ column }} is not null and not exists (select 1 from {{ ref(parent[0]) }} as known where known.{{ parent[1] }} = staged.{{ column }})
    union all
    {% endfor %}
    {% for column, reference in rules.references.items() %}
    select '{{ table }}', {{ key }}, '{{ column }}', {{ column }}, 'value ignored: unknown {{ reference[2] }}'
    from {{ ref('stg_' ~ table) }} as staged
    where {{ column }} is not null and not exists (select 1 from {{ ref(reference[0]) }} as known where known.{{ reference[1] }} = staged.{{ column }})
    union all
    {% endfor %}
    select '{{ table }}', {{ key }}, '{{ rules.key[-1] }}', cast({{ rules.key[-1] }} as {{ type }}), 'row rejected: a later row has the same key'
    from (
        select *, row_number() over (partition by {{ rules.key | join(', ') }} order by {{ customer_segments.latest_first(table) }}) as place
        from ({{ customer_segments.usable_rows(table) }}) as usable
        where exists (select 1 from {{ ref('repeated_keys') }} as repeated where repeated.table_name = '{{ table }}' and repeated.row_key = {{ key }})
    ) as ranked
    where place > 1
{% endmacro %}
