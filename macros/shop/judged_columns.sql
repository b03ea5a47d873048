{#- The columns of a judged table before its fault: those of the shop's table, keys of texts that are compared, what did not read
    (`unread_<column>`) and what refers to nothing (`unknown_<column>`). Empty while dbt parses. -#}
{% macro judged_columns(table) %}
    {% set rules = customer_segments.shop_rules(table) %}
    {% set columns = [] %}
    {% set unread = [] %}
    {% for column in customer_segments.source_columns(table) %}
        {% do columns.append(column.name) %}
        {% if customer_segments.parser_of(column.data_type) %}{% do unread.append('unread_' ~ column.name) %}{% endif %}
    {% endfor %}
    {% if not columns %}{% do return([]) %}{% endif %}
    {% for column in rules.compared %}{% do columns.append(column ~ '_key') %}{% endfor %}
    {% for column in rules.references %}{% do unread.append('unknown_' ~ column) %}{% endfor %}
    {% do return(columns + unread) %}
{% endmacro %}
