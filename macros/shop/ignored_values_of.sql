{#- Values of a shop table that do not read or refer to nothing; they count as missing and their rows stay. -#}
{% macro ignored_values_of(table) %}
{% set rules = customer_segments.shop_rules(table) %}
{% set key = customer_segments.row_key(rules.key) %}
    {% for column in customer_segments.source_columns(table) if column.name not in rules.key + rules.required %}
    {% set parser = customer_segments.parser_of(column.data_type) %}
    {% if parser %}
    select '{{ table }}' as table_name, {{ key }} as row_key, '{{ column.name }}' as column_name, {{ customer_segments.as_text(column.name) }} as value, 'value ignored: not a {{ parser.noun }}' as reason
    from {{ customer_segments.judged_rows(table) }} as raw
    where {{ column.name }} is not null and ({{ customer_segments[parser.macro](column.name) }}) is null and {{ customer_segments.as_text(column.name) }} is not null
    union all
    {% endif %}
    {% endfor %}
    {% for column, reference in rules.references.items() %}
    {% set value = customer_segments.as_text('raw.' ~ column) | trim %}
    select '{{ table }}', {{ key }}, '{{ column }}', {{ value }}, 'value ignored: unknown {{ reference[2] }}'
    from {{ customer_segments.judged_rows(table) }} as raw
    where {{ value }} is not null and not exists (select 1 from {{ ref(reference[0]) }} as known where known.{{ reference[1] }} = {{ value }})
    union all
    {% endfor %}
    select '{{ table }}', cast(null as {{ dbt.type_string() }}), cast(null as {{ dbt.type_string() }}), cast(null as {{ dbt.type_string() }}), cast(null as {{ dbt.type_string() }})
    where false
{% endmacro %}
