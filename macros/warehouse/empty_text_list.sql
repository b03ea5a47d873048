{#- A list of texts without any. -#}
{% macro empty_text_list() -%}
    {{ return(adapter.dispatch('empty_text_list', 'customer_segments')()) }}
{%- endmacro %}

{% macro duckdb__empty_text_list() -%}
    cast([] as varchar[])
{%- endmacro %}
