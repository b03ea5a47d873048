{#- A query of `day`, every day from one to another, both included; no row where one is missing. -#}
{% macro every_day(first, last) -%}
    {{ return(adapter.dispatch('every_day', 'customer_segments')(first, last)) }}
{%- endmacro %}

{% macro duckdb__every_day(first, last) -%}
    select cast(unnest(generate_series({{ first }}, {{ last }}, interval 1 day)) as date) as day
{%- endmacro %}
