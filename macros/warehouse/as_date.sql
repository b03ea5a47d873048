{#- A column of the shop as a date; what does not parse is missing. -#}
{% macro as_date(column) -%}
    {{ return(adapter.dispatch('as_date', 'customer_segments')(column)) }}
{%- endmacro %}

{% macro duckdb__as_date(column) -%}
    case when isfinite(try_cast({{ column }} as date)) then try_cast({{ column }} as date) end
{%- endmacro %}
