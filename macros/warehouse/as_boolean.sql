{#- A column of the shop as a boolean; what does not parse is missing. -#}
{% macro as_boolean(column) -%}
    {{ return(adapter.dispatch('as_boolean', 'customer_segments')(column)) }}
{%- endmacro %}

{% macro duckdb__as_boolean(column) -%}
    try_cast({{ column }} as boolean)
{%- endmacro %}
