{#- The usable rows of a shop table, one per key. The rest is explained in `rejected_rows`. -#}
{% macro valid_rows(table) %}
{% set rules = customer_segments.shop_rules(table) %}
{% set columns = customer_segments.source_columns(table) | map(attribute='name') | list %}
with

usable as ({{ customer_segments.usable_rows(table) }}),

repeated_keys as (
    select row_key
    from {{ ref('repeated_keys') }}
    where table_name = '{{ table }}'
),

ranked as (
    select
        usable.*,
        row_number() over (
            partition by {{ rules.key | join(', ') }}
            order by {{ customer_segments.latest_first(table) }}
        ) as place
    from usable
    inner join repeated_keys on {{ customer_segments.row_key(rules.key, 'usable') }} = repeated_keys.row_key
),

valid as (
    select usable.*
    from usable
    where not exists (
        select 1 from repeated_keys where repeated_keys.row_key = {{ customer_segments.row_key(rules.key, 'usable') }}
    )

    union all

    select {{ columns | join(', ') or '*' }}
    from ranked
    where place = 1
)
{% endmacro %}
