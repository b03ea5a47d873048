{#- The columns of a judged table before its fault. Empty while dbt parses. -#}
{% macro judged_columns(table) %}
    {% do return(customer_segments.usable_columns(table) + customer_segments.unread_columns(table)) %}
{% endmacro %}

{#- Those of its usable rows: of the shop's table, and keys of texts that are compared. -#}
{% macro usable_columns(table) %}
    {% set columns = customer_segments.source_columns(table) | map(attribute='name') | list %}
    {% if columns %}{% for column in customer_segments.shop_rules(table).compared %}{% do columns.append(column ~ '_key') %}{% endfor %}{% endif %}
    {% do return(columns) %}
{% endmacro %}

{#- Those of what was not understood: texts that did not read (`unread_<column>`) and what refers to nothing (`unknown_<column>`). -#}
{% macro unread_columns(table) %}
    {% set columns = [] %}
    {% for column in customer_segments.source_columns(table) if customer_segments.parser_of(column.data_type) %}{% do columns.append('unread_' ~ column.name) %}{% endfor %}
    {% if execute %}{% for column in customer_segments.shop_rules(table).references %}{% do columns.append('unknown_' ~ column) %}{% endfor %}{% endif %}
    {% do return(columns) %}
{% endmacro %}
