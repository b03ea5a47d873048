{#- The values of a column as a list, in no order. -#}
{% macro list_of(column) -%}
    {{ return(adapter.dispatch('list_of', 'customer_segments')(column)) }}
{%- endmacro %}

{% macro duckdb__list_of(column) -%}
    list({{ column }})
{%- endmacro %}
