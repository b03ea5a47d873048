{#- A column of the shop as a UTC timestamp; an offset in a text is honoured; what does not parse is missing. -#}
{% macro as_timestamp(column) -%}
    {{ return(adapter.dispatch('as_timestamp', 'customer_segments')(column)) }}
{%- endmacro %}

{% macro duckdb__as_timestamp(column) -%}
    case when isfinite(try_cast({{ column }} as timestamptz)) then try_cast({{ column }} as timestamptz) at time zone 'UTC' end
{%- endmacro %}
