{#- The shop's calendar day of a UTC timestamp. -#}
{% macro shop_date(timestamp) -%}
    {{ return(adapter.dispatch('shop_date', 'customer_segments')(timestamp)) }}
{%- endmacro %}

{% macro duckdb__shop_date(timestamp) -%}
    cast(timezone({{ customer_segments.sql_text(customer_segments.setting('shop_timezone')) }}, timezone('UTC', {{ timestamp }})) as date)
{%- endmacro %}
