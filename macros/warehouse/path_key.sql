{#- What a category path is compared by: like any text, and white space around `>` does not matter. -#}
{% macro path_key(expression) -%}
    {{ return(adapter.dispatch('path_key', 'customer_segments')(expression)) }}
{%- endmacro %}

{% macro duckdb__path_key(expression) -%}
    {{ customer_segments.text_key("regexp_replace(" ~ expression ~ ", '\\s*>\\s*', ' > ', 'g')") }}
{%- endmacro %}
