{#- What `rejected_rows` says of one shop table: exactly one row for each row that was rejected, one for each value that was ignored. -#}
{% macro rejected_rows_of(table) %}
{% set rules = customer_segments.shop_rules(table) %}
{% set judged = ref('judged_' ~ table) %}
{% set key = customer_segments.row_key(rules.key) %}
{% set ignored = [] %}
{% for column in customer_segments.source_columns(table) if column.name not in rules.key + rules.required %}
    {% set parser = customer_segments.parser_of(column.data_type) %}
    {% if parser %}{% do ignored.append([column.name, 'unread_' ~ column.name, 'not a ' ~ parser.noun]) %}{% endif %}
{% endfor %}
{% for column, reference in rules.references.items() %}{% do ignored.append([column, 'unknown_' ~ column, 'unknown ' ~ reference[2]]) %}{% endfor %}
    select '{{ table }}' as table_name, {{ key }} as row_key, fault_column as column_name, fault_value as value, 'row rejected: ' || fault as reason
    from {{ judged }}
    where fault is not null
    {% for column, text, words in ignored %}

    union all

    select '{{ table }}', {{ key }}, '{{ column }}', {{ text }}, 'value ignored: {{ words }}'
    from {{ judged }}
    where {{ text }} is not null
    {% endfor %}
{% endmacro %}
