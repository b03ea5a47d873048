{#- What a staging model adds to the columns of its table: `given_key`, the key as the source has it, by which rows are found without reading
    them, and for each typed column `unread_<column>`, the text that does not read as its type. -#}
{% macro unread_values(table) -%}
    {{ customer_segments.row_key(customer_segments.shop_rules(table).key) }} as given_key
    {%- for column in customer_segments.source_columns(table) -%}
    {%- set parser = customer_segments.parser_of(column.data_type) -%}
    {%- if parser %},
    case
        when {{ column.name }} is not null and ({{ customer_segments.read_by(parser, column.name) }}) is null
            then {{ customer_segments.as_text(column.name) | trim }}
    end as unread_{{ column.name }}
    {%- endif -%}
    {%- endfor %}
{%- endmacro %}
