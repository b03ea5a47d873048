{#- Texts joined by a separator, leaving out those that are missing; missing when all are. -#}
{% macro joined_text(expressions, separator) -%}
    {{ return(adapter.dispatch('joined_text', 'customer_segments')(expressions, separator)) }}
{%- endmacro %}

{% macro duckdb__joined_text(expressions, separator) -%}
    nullif(concat_ws({{ customer_segments.sql_text(separator) }}, {{ expressions | join(', ') }}), '')
{%- endmacro %}
