{#- The usable rows of a shop table, one per key. The rest is explained in `rejected_rows`.
    A full refresh ranks only rows whose key is repeated; an incremental one looks at the rows of `rows_to_check` alone. -#}
{% macro valid_rows(table) %}
{% set rules = customer_segments.shop_rules(table) %}
{% set columns = customer_segments.source_columns(table) | map(attribute='name') | list %}
{% for column in rules.compared if columns %}{% do columns.append(column ~ '_key') %}{% endfor %}
-- depends_on: {{ ref('rows_to_check') }}
-- depends_on: {{ ref('repeated_keys') }}
with

{% if rules.is_repeatable %}
valid as ({{ customer_segments.usable_rows(table, 'checked' if is_incremental() else none) }})
{% else %}
ranked as (
    select
        usable.*,
        row_number() over (
            partition by {{ rules.key | join(', ') }}
            order by {{ customer_segments.latest_first(table) }}
        ) as place
    from ({{ customer_segments.usable_rows(table, 'checked' if is_incremental() else 'repeated') }}) as usable
),

valid as (
    select {{ columns | join(', ') or '*' }}
    from ranked
    where place = 1
    {% if not is_incremental() %}

    union all

    select usable.*
    from ({{ customer_segments.usable_rows(table) }}) as usable
    where not exists (
        select 1 from {{ ref('repeated_keys') }} as repeated
        where repeated.table_name = '{{ table }}' and repeated.row_key = {{ customer_segments.row_key(rules.key, 'usable') }}
    )
    {% endif %}
)
{% endif %}
{% endmacro %}
