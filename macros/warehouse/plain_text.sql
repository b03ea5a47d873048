{#- Any value as text: an instant as it is, a date as YYYY-MM-DD, a boolean as true or false. -#}
{% macro plain_text(expression) -%}
    {{ return(adapter.dispatch('plain_text', 'customer_segments')(expression)) }}
{%- endmacro %}

{% macro duckdb__plain_text(expression) -%}
    cast({{ expression }} as varchar)
{%- endmacro %}
