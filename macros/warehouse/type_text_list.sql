{#- The type of a list of texts. -#}
{% macro type_text_list() -%}
    {{ return(adapter.dispatch('type_text_list', 'customer_segments')()) }}
{%- endmacro %}

{% macro duckdb__type_text_list() -%}
    varchar[]
{%- endmacro %}
