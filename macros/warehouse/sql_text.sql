{#- A text as a SQL literal. Every value of a seed passes here on its way into SQL, and nowhere else.
    A NUL cannot be part of a SQL text; validation refuses it before. -#}
{% macro sql_text(value) -%}
    {{ return(adapter.dispatch('sql_text', 'customer_segments')(value)) }}
{%- endmacro %}

{% macro default__sql_text(value) -%}
    {{ return("'" ~ (value | string | replace("'", "''")) ~ "'") }}
{%- endmacro %}
