{#- Aggregate: the distinct texts of a group as a list, sorted by code point, without missing ones; no text gives an empty list. -#}
{% macro text_list(expression) -%}
    {{ return(adapter.dispatch('text_list', 'customer_segments')(expression)) }}
{%- endmacro %}

{% macro duckdb__text_list(expression) -%}
    coalesce(list({{ expression }} order by {{ expression }}) filter (where {{ expression }} is not null), cast([] as varchar[]))
{%- endmacro %}
