{#- What a judged table says of its rows' faults; models that choose its other columns name these as they are. -#}
{% macro fault_columns(table) -%}
    {%- for column in customer_segments.unread_columns(table) %}
    {{ column }},
    {%- endfor %}
    fault_column,
    fault_value,
    fault
{%- endmacro %}
