{#- The sum of a number over the rows of a group where a condition holds; 0 where it holds for none. -#}
{% macro sum_where(number, condition) -%}
    {{ return(adapter.dispatch('sum_where', 'customer_segments')(number, condition)) }}
{%- endmacro %}

{% macro default__sum_where(number, condition) -%}
    sum(case when {{ condition }} then {{ number }} else 0 end)
{%- endmacro %}

{#- As a filter, so that a number that many sums take is worked out once. -#}
{% macro duckdb__sum_where(number, condition) -%}
    coalesce(sum({{ number }}) filter (where {{ condition }}), 0)
{%- endmacro %}
