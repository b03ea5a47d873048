{#- A column of the shop as a decimal, rounded half up to its scale; what does not parse is missing. -#}
{% macro as_decimal(column, precision=18, scale=4) -%}
    {{ return(adapter.dispatch('as_decimal', 'customer_segments')(column, precision, scale)) }}
{%- endmacro %}

{% macro duckdb__as_decimal(column, precision, scale) -%}
    try_cast({{ column }} as decimal({{ precision }}, {{ scale }}))
{%- endmacro %}
