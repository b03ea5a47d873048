{#- A timestamp as `YYYYMMDDTHHMMSSZ`, the form of a refresh_id. -#}
{% macro instant_text(timestamp) -%}
    {{ return(adapter.dispatch('instant_text', 'customer_segments')(timestamp)) }}
{%- endmacro %}

{% macro duckdb__instant_text(timestamp) -%}
    strftime({{ timestamp }}, '%Y%m%dT%H%M%SZ')
{%- endmacro %}
