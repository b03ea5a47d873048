{#- The distinct values of a column of whole numbers as a list, in no order. -#}
{% macro distinct_numbers(column) -%}
    {{ return(adapter.dispatch('distinct_numbers', 'customer_segments')(column)) }}
{%- endmacro %}

{% macro duckdb__distinct_numbers(column) -%}
    list_distinct(list({{ column }}))
{%- endmacro %}
