{#- The texts of a list in the form they are compared in. -#}
{% macro list_keys(list) -%}
    {{ return(adapter.dispatch('list_keys', 'customer_segments')(list)) }}
{%- endmacro %}

{% macro duckdb__list_keys(list) -%}
    list_transform({{ list }}, lambda element: {{ customer_segments.text_key('element') }})
{%- endmacro %}
