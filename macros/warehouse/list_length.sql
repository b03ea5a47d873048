{#- How many elements a list has; missing counts 0. -#}
{% macro list_length(list) -%}
    {{ return(adapter.dispatch('list_length', 'customer_segments')(list)) }}
{%- endmacro %}

{% macro duckdb__list_length(list) -%}
    coalesce(len({{ list }}), 0)
{%- endmacro %}
