{#- A column of the shop as a UTC timestamp; an offset in a text is honoured; what does not parse is missing. -#}
{% macro as_timestamp(column) -%}
    {{ return(adapter.dispatch('as_timestamp', 'customer_segments')(column)) }}
{%- endmacro %}

{#- What is a timestamp without a zone already is UTC: converting it to a zone and back takes a second for every ten million. -#}
{% macro duckdb__as_timestamp(column) -%}
    case
        when typeof({{ column }}) = 'TIMESTAMP' then case when isfinite(try_cast({{ column }} as timestamp)) then try_cast({{ column }} as timestamp) end
        when isfinite(try_cast({{ column }} as timestamptz)) then try_cast({{ column }} as timestamptz) at time zone 'UTC'
    end
{%- endmacro %}
