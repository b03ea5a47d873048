{#- The digits of a text, and nothing else of it. -#}
{% macro digits_of(expression) -%}
    {{ return(adapter.dispatch('digits_of', 'customer_segments')(expression)) }}
{%- endmacro %}

{% macro duckdb__digits_of(expression) -%}
    regexp_replace({{ expression }}, '[^0-9]', '', 'g')
{%- endmacro %}
