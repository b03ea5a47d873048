{#- The texts of a list, separated as a seed separates values; missing for an empty list. -#}
{% macro list_text(list) -%}
    {{ return(adapter.dispatch('list_text', 'customer_segments')(list)) }}
{%- endmacro %}

{% macro duckdb__list_text(list) -%}
    nullif(array_to_string({{ list }}, ' | '), '')
{%- endmacro %}
