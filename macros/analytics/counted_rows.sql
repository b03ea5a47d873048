{#- What totals are made from: every row of a model, or what the customers who have moved had before and have now. `is_before` marks rows that
    are taken off. -#}
{% macro counted_rows(model, moved, goes_on) -%}
    {%- set everything, changes = ref(model), ref(moved) -%}
    {%- if goes_on -%}
        select * from {{ changes }}
    {%- else -%}
        select *, false as is_before from {{ everything }}
    {%- endif -%}
{%- endmacro %}
